import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { en } from '../../client/words/en.ts';
import { coarsen } from '../../shared/geo.ts';
import { addressOf, complaintsOf, newPerson } from '../support/browser.ts';
import { type Phone, startEvening, until } from '../support/evening.ts';
import { framesOf, watchFrames } from '../support/watchFrames.ts';

const venue = { latitude: 48.8606, longitude: 2.3376, radiusM: 200 };
const evening = await startEvening({ venue });
afterAll(() => evening.close());
const { event } = evening.opened;
const small = { width: 320, height: 180, fps: 15, layers: 1 };

/** A viewer's page that counts the frames of its tiles from the start. */
async function openViewer(search = ''): Promise<{ page: Page; complaints: string[] }> {
  const person = await newPerson(evening.browser);
  await watchFrames(person);
  const page = await person.newPage();
  const complaints = complaintsOf(page);
  await page.goto(`${evening.server.url}/e/${event.id}${search}`);
  return { page, complaints };
}

const tiles = (page: Page) => page.locator('[data-perspective]');

/** Waits until each tile has new frames. */
async function allMove(page: Page, count: number): Promise<void> {
  const before = await framesOf(page);
  await until(async () => {
    const now = await framesOf(page);
    const here = await tiles(page).evaluateAll((all) => all.map((tile) => tile.getAttribute('data-perspective') ?? ''));
    const moves = (id: string) => (now[id]?.count ?? 0) > (before[id]?.count ?? 0) + 3;
    return here.length === count && here.every(moves);
  }, `${count} tiles move`);
}

/** Ends with the button: a phone that just vanishes is noticed only after some seconds. */
async function leave(phone: Phone | undefined): Promise<void> {
  await phone?.page.getByRole('button', { name: 'End' }).click();
  await phone?.page.getByRole('button', { name: 'Go live' }).waitFor();
  await phone?.person.close();
}

/** Loudest RMS over three seconds: the fake microphone beeps once a second. */
const loudness = (page: Page) =>
  page.evaluate(async () => {
    const audio = document.querySelector<HTMLAudioElement>('audio[data-sound="heard"]');
    if (!(audio?.srcObject instanceof MediaStream) || audio.srcObject.getAudioTracks().length === 0) return 0;
    if (audio.paused) return 0;
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(audio.srcObject).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let loudest = 0;
    for (let sample = 0; sample < 60; sample += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      analyser.getFloatTimeDomainData(samples);
      loudest = Math.max(loudest, Math.sqrt(samples.reduce((sum, s) => sum + s * s, 0) / samples.length));
    }
    await context.close();
    return loudest;
  });

describe('an event is shown from all its perspectives', () => {
  const phones: Phone[] = [];

  it('three phones with real cameras are three moving tiles, and one of them is heard', async () => {
    for (let n = 0; n < 3; n += 1) phones.push(await evening.phone({ camera: 'device', layers: 1 }));
    const { page, complaints } = await openViewer();
    await until(async () => (await tiles(page).count()) === 3, 'three tiles');
    await allMove(page, 3);
    expect(await page.locator('[data-perspective][data-state="live"]').count()).toBe(3);
    expect(
      await page.locator('video').evaluateAll((videos) => videos.every((v) => (v as HTMLVideoElement).muted)),
    ).toBe(true);
    expect(await loudness(page)).toBe(0);

    const names = await tiles(page).evaluateAll((all) => all.map((tile) => tile.getAttribute('data-perspective')));
    await page.getByRole('button', { name: en.watch.tapForSound }).click();
    await page.waitForFunction(() => document.querySelectorAll('[data-heard="true"] .tile-sound').length === 1);
    await until(async () => (await loudness(page)) > 0.001, 'a sound');
    const heard = await page.locator('article[data-heard="true"]').getAttribute('data-perspective');
    const other = names.find((id) => id !== heard);
    await page.locator(`[data-perspective="${other}"]`).hover();
    await page.locator(`[data-perspective="${other}"] .tile-sound`).click();
    await page.waitForFunction(
      (id) => document.querySelector('article[data-heard="true"]')?.getAttribute('data-perspective') === id,
      other,
    );
    expect(await page.locator('article[data-heard="true"]').count()).toBe(1);
    expect((await addressOf(page)).searchParams.get('sound')).toBe(other);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('a late viewer sees what is live, in the arrangement of a shared link', async () => {
    const first = await openViewer();
    await until(async () => (await tiles(first.page).count()) === 3, 'three tiles');
    await tiles(first.page).nth(1).locator('.tile-face').click();
    const link = (await addressOf(first.page)).search;
    expect(link).toContain('mode=focus');
    const second = await openViewer(link);
    await allMove(second.page, 3);
    const focused = (page: Page) => page.locator('article[data-focused="true"]').getAttribute('data-perspective');
    expect(await focused(second.page)).toBe(await focused(first.page));
    const sizes = await tiles(second.page).evaluateAll((all) =>
      all.map((tile) => tile.clientWidth * tile.clientHeight),
    );
    expect(Math.max(...sizes)).toBeGreaterThan(2 * Math.min(...sizes));
    await first.page.context().close();
    await second.page.context().close();
  });

  it('a tile disappears with its phone, and the others do not flicker', async () => {
    const { page } = await openViewer();
    await allMove(page, 3);
    const videos = await page.locator('[data-perspective] video').elementHandles();
    await leave(phones.pop());
    await until(async () => (await tiles(page).count()) === 2, 'two tiles');
    await allMove(page, 2);
    const kept = await Promise.all(
      videos.map((video) => video.evaluate((v) => v.isConnected && !(v as HTMLVideoElement).paused)),
    );
    expect(kept.filter(Boolean)).toHaveLength(2);
    await page.context().close();
  });

  it('places are on the plan, coarse for viewers, and a tap on one picks its perspective', async () => {
    for (const phone of phones.splice(0)) await leave(phone);
    const place = { precision: 'exact' as const, latitude: 48.860912, longitude: 2.337777, heading: 200 };
    const socket = await (await import('../support/socket.ts')).openSocket(evening.server.url, 'spectator', {
      event: event.id,
    });
    await socket.must('goLive', { cameraId: 'camera-on-the-plan-0000001', label: 'Balcony', place });
    const { page } = await openViewer();
    await page.getByRole('button', { name: en.watch.plan, exact: true }).first().click();
    const marker = page.locator('.plan-marker[aria-label*="Balcony"]');
    await marker.waitFor();
    expect(await marker.getAttribute('data-precision')).toBe('area');
    const { perspectives } = await (await fetch(`${evening.server.url}/api/events/${event.id}/perspectives`)).json();
    const shown = perspectives.find(({ label }: { label: string }) => label === 'Balcony');
    expect(shown.place).toMatchObject({ precision: 'area', ...coarsen(place) });
    await marker.click();
    await page.waitForFunction((id) => new URL(location.href).searchParams.get('focus') === id, shown.id);
    await socket.must('endLive', {});
    socket.close();
    await page.context().close();
  });

  it('the arrow keys step around the scene', async () => {
    for (let seat = 0; seat < 3; seat += 1) phones.push(await evening.phone({ seat: seat * 3, of: 12, ...small }));
    const { page } = await openViewer();
    await allMove(page, 3);
    const seen: string[] = [];
    for (let step = 0; step < 4; step += 1) {
      await page.keyboard.press('ArrowRight');
      seen.push((await addressOf(page)).searchParams.get('focus') ?? '');
    }
    expect(new Set(seen.slice(0, 3)).size).toBe(3);
    expect(seen[3]).toBe(seen[0]);
    await page.keyboard.press('ArrowLeft');
    expect((await addressOf(page)).searchParams.get('focus')).toBe(seen[2]);
    await page.context().close();
  });
});
