import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Perspective } from '../../shared/domain.ts';
import { coarsen } from '../../shared/geo.ts';
import { complaintsOf, launchBrowser, newPerson, sizes } from '../support/browser.ts';
import { until } from '../support/evening.ts';
import { createRig } from '../support/rig.ts';
import { framesOf, watchFrames } from '../support/watchFrames.ts';

declare global {
  interface Window {
    /** Every track that the page got from cameras and microphones, in order. */
    __tracks?: MediaStreamTrack[];
  }
}

const rig = await createRig();
// Chromium's second fake camera is a depth camera, which the page skips for the third.
const browser = await launchBrowser(['--use-fake-device-for-media-stream=device-count=3']);
afterAll(() => browser.close());

const here = { latitude: 45.764043, longitude: 4.835659 };
let event = '';
let person: BrowserContext;

beforeEach(async () => {
  ({
    event: { id: event },
  } = await rig.openEvent({ title: 'Lantern parade' }));
  person = await newPerson(browser, { size: sizes.phone, geolocation: here, isPhone: true });
  await person.addInitScript(() => {
    const tracks: MediaStreamTrack[] = [];
    window.__tracks = tracks;
    const original = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wish) => {
      const stream = await original(wish);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
  return () => person.close();
});

async function openPhone(search = '?layers=1'): Promise<{ page: Page; complaints: string[] }> {
  const page = await person.newPage();
  const complaints = complaintsOf(page);
  await page.goto(`${rig.server.url}/e/${event}/live${search}`);
  return { page, complaints };
}

const perspectives = async () =>
  (await rig.http(`/api/events/${event}/perspectives`)).body.perspectives as unknown as Perspective[];

async function theOne(isSo: (one: Perspective) => boolean = ({ state }) => state === 'live'): Promise<Perspective> {
  let found: Perspective | undefined;
  await until(async () => {
    const all = await perspectives();
    expect(all.length).toBeLessThan(2);
    found = all.find(isSo);
    return found !== undefined;
  }, `one perspective like ${isSo}`);
  if (!found) throw new Error('none');
  return found;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const seen = (page: Page, status: string) => page.locator(`main[data-status="${status}"]`).waitFor();
const newest = (page: Page, kind: 'video' | 'audio') =>
  page.evaluate((wanted) => {
    const track = window.__tracks?.filter((each) => each.kind === wanted).at(-1);
    const { deviceId, echoCancellation } = track?.getSettings() ?? {};
    return { state: track?.readyState, deviceId, echoCancellation };
  }, kind);

describe('a phone films an event', () => {
  it('is live after a tap, and gone after another', async () => {
    const { page, complaints } = await openPhone();
    await page.getByRole('heading', { name: 'Lantern parade' }).waitFor();
    await seen(page, 'ready');
    expect(await perspectives()).toEqual([]);
    await page.getByRole('textbox', { name: 'Name' }).fill('Left of the bridge');
    await button(page, 'Go live').click();
    await seen(page, 'live');
    expect(await theOne()).toMatchObject({ label: 'Left of the bridge', place: null });
    await button(page, 'End').click();
    await button(page, 'Go live').waitFor();
    await until(async () => (await perspectives()).length === 0, 'nobody is live');
    expect(complaints).toEqual([]);
  });

  it('a reload comes back as the same perspective without a tap, with the microphone still off', async () => {
    const { page } = await openPhone();
    await button(page, 'Microphone').click();
    await button(page, 'Go live').click();
    const { id } = await theOne();
    await page.reload();
    await seen(page, 'live');
    const back = await theOne();
    expect(back.id).toBe(id);
    expect(back.media).toEqual({ video: true, audio: false });
    await button(page, 'My video').click();
    await page.getByLabel('Name shown with your video').fill('Under the clock');
    // In one turn, so that it ends while it is being renamed.
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('.mine-rename button')?.click();
      document.querySelector<HTMLElement>('.film-go')?.click();
    });
    await seen(page, 'ended');
    await until(async () => (await perspectives()).length === 0, 'nobody is live');
    await page.reload();
    await seen(page, 'ended');
  });

  it('ends on a page: how long, how many watched, what is kept; the camera is off until it goes live again', async () => {
    const { page } = await openPhone();
    await button(page, 'Go live').click();
    const { id } = await theOne();
    const viewing = await newPerson(browser);
    const viewer = await viewing.newPage();
    await viewer.goto(`${rig.server.url}/e/${event}`);
    await until(async () => (await page.locator('.film-watching').textContent())?.startsWith('1') ?? false, 'a viewer');
    await button(page, 'End').click();
    await seen(page, 'ended');
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
    expect(await page.evaluate(() => window.__tracks?.some(({ readyState }) => readyState === 'live'))).toBe(false);
    await expect.poll(() => page.locator('.mine-figures dd').allTextContents()).toEqual([expect.any(String), '1', '1']);
    await page.getByText('hours after the event ends').or(page.getByText('days after the event ends')).waitFor();
    await page.reload();
    await button(page, 'Delete everything').click();
    await button(page, 'Delete').click();
    await page.locator('.mine-proof').waitFor();
    await button(page, 'Go live').click();
    await seen(page, 'live');
    expect((await theOne()).id).not.toBe(id);
    await viewing.close();
  });

  it('says what the camera is for before the browser asks', async () => {
    await person.addInitScript(() => {
      navigator.permissions.query = async () =>
        Object.assign(new EventTarget(), { state: 'prompt' }) as PermissionStatus;
    });
    const { page, complaints } = await openPhone();
    await seen(page, 'unasked');
    expect(await page.evaluate(() => window.__tracks)).toEqual([]);
    await button(page, 'Turn on camera').click();
    await seen(page, 'ready');
    expect(complaints).toEqual([]);
  });

  it('leads out of the browser of an app before it asks for a camera; who stays can still film', async () => {
    await person.addInitScript(() =>
      Object.defineProperty(navigator, 'userAgent', { value: `${navigator.userAgent} Instagram 380.0` }),
    );
    const { page } = await openPhone();
    const outside = page.getByRole('link', { name: 'Open in your browser' });
    expect(await outside.getAttribute('href')).toContain(`/e/${event}/live#Intent;scheme=http;`);
    expect(await page.evaluate(() => window.__tracks)).toEqual([]);
    await button(page, 'Try it here').click();
    await seen(page, 'ready');
  });

  it('turning to the other camera keeps the perspective, and its picture moves on', async () => {
    const { page } = await openPhone('?layers=1&auto=1');
    const { id } = await theOne();
    const viewing = await newPerson(browser);
    await watchFrames(viewing);
    const viewer = await viewing.newPage();
    await viewer.goto(`${rig.server.url}/e/${event}`);
    const frames = async () => (await framesOf(viewer))[id]?.count ?? 0;
    await until(async () => (await frames()) > 3, 'a picture');
    for (let turn = 0; turn < 2; turn += 1) {
      const before = await newest(page, 'video');
      await button(page, 'Flip').click();
      await until(async () => (await newest(page, 'video')).deviceId !== before.deviceId, 'the other camera');
    }
    const atTurn = await frames();
    await until(async () => (await frames()) > atTurn + 10, 'the picture moves on');
    expect((await theOne()).id).toBe(id);
    expect(await page.evaluate(() => window.__tracks?.filter((t) => t.readyState === 'live').length)).toBe(2);
    await viewing.close();
  });

  it('a microphone that is off is stopped, and others see that', async () => {
    const { page } = await openPhone('?layers=1&auto=1');
    await theOne(({ media }) => media.audio);
    await button(page, 'Microphone').click();
    await theOne(({ media }) => !media.audio && media.video);
    expect((await newest(page, 'audio')).state).toBe('ended');
    await button(page, 'Microphone').click();
    await theOne(({ media }) => media.audio);
    expect(await newest(page, 'audio')).toMatchObject({ state: 'live', echoCancellation: true });
    await button(page, 'Music').click();
    await until(async () => (await newest(page, 'audio')).echoCancellation === false, 'unprocessed sound');
    await theOne(({ media }) => media.audio);
  });

  it('a camera that was taken away comes back, as the same perspective', async () => {
    const { page } = await openPhone('?layers=1&auto=1');
    const { id } = await theOne();
    await page.evaluate(() => {
      const track = window.__tracks?.find(({ kind }) => kind === 'video');
      track?.stop();
      track?.dispatchEvent(new Event('ended'));
    });
    await until(async () => (await newest(page, 'video')).state === 'live', 'a fresh track');
    await seen(page, 'live');
    expect((await theOne()).id).toBe(id);
  });

  it('shows that it is held until a moderator lets it in', async () => {
    const { event: held, token } = await rig.openEvent({ title: 'Vigil', doors: 'held' });
    event = held.id;
    const { page } = await openPhone('?layers=1&auto=1');
    await seen(page, 'held');
    await page.getByText('No one but the moderators sees you yet.').last().waitFor();
    expect(await perspectives()).toEqual([]);
    const moderator = await rig.socket('moderator', event, token);
    const { perspectives: known } = await moderator.must<{ perspectives: Perspective[] }>('watch', {});
    await moderator.must('curate', { perspective: known[0]?.id, action: 'letIn' });
    await seen(page, 'live');
    await moderator.must('curate', { perspective: known[0]?.id, action: 'remove' });
    await page.getByText('A moderator removed your video').last().waitFor();
  });

  it('sends no place unless asked to, and an area only coarsely', async () => {
    const sent: string[] = [];
    const page = await person.newPage();
    page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))));
    await page.goto(`${rig.server.url}/e/${event}/live?layers=1&auto=1`);
    expect((await theOne()).place).toBeNull();
    await button(page, 'Location: off').click();
    await page.getByRole('radio', { name: /^Area/ }).check();
    const { place } = await theOne((one) => one.place !== null);
    expect(place).toEqual({ precision: 'area', ...coarsen(here) });
    expect(sent.filter((frame) => frame.includes('"place"')).length).toBeGreaterThan(1);
    expect(sent.filter((frame) => frame.includes('45.764043') || frame.includes('4.835659'))).toEqual([]);
    await page.getByRole('radio', { name: /^Off/ }).check();
    await theOne((one) => one.place === null);
  });

  it('a second tab takes over, and the first one says so', async () => {
    const { page: first } = await openPhone('?layers=1&auto=1');
    const { id } = await theOne();
    const { page: second } = await openPhone('?layers=1&auto=1');
    // Even with `auto=1` a second tab does not take over without a tap.
    await seen(second, 'takenOver');
    await seen(first, 'live');
    await button(second, 'Film here').click();
    await seen(second, 'live');
    await seen(first, 'takenOver');
    expect((await newest(first, 'video')).state).toBe('ended');
    expect((await theOne()).id).toBe(id);
    await button(first, 'Film here').click();
    await seen(first, 'live');
    await seen(second, 'takenOver');
    expect((await theOne()).id).toBe(id);
  });

  it('a duplicated tab does not go live by itself, and the tab it took over from says that it ended', async () => {
    const { page: first } = await openPhone();
    await button(first, 'Go live').click();
    await seen(first, 'live');
    const { id } = await theOne();
    // As with a duplicated tab, its sessionStorage is copied.
    const [copy] = await Promise.all([
      first.context().waitForEvent('page'),
      first.evaluate(() => void window.open(location.href)),
    ]);
    await seen(copy, 'takenOver');
    expect(await first.evaluate(() => Object.keys(sessionStorage).length)).toBeGreaterThan(0);
    expect(await first.locator('main').getAttribute('data-status')).toBe('live');
    await copy.reload();
    await seen(copy, 'takenOver');
    await button(copy, 'Film here').click();
    await seen(copy, 'live');
    await seen(first, 'takenOver');
    await copy.close();
    await seen(first, 'otherEnded');
    await button(first, 'Film here').click();
    await seen(first, 'live');
    expect((await theOne()).id).toBe(id);
    await first.reload();
    await seen(first, 'live');
  });
});

describe('a phone without a camera', () => {
  it('tells what to do in this browser', async () => {
    const refusing = await launchBrowser(['--use-fake-ui-for-media-stream=deny']);
    const page = await refusing.newPage();
    await page.goto(`${rig.server.url}/e/${event}/live`);
    await page.getByRole('heading', { name: 'The camera is blocked' }).waitFor();
    await page.getByText('left of the address').first().waitFor();
    await button(page, 'Try again').waitFor();
    await refusing.close();
  });
});
