import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Kind, Perspective } from '../../shared/domain.ts';
import { complaintsOf, launchBrowser, newPerson, type PersonOptions, sizes } from '../support/browser.ts';
import { until } from '../support/evening.ts';
import { withHands } from '../support/hands.ts';
import { watchConnections } from '../support/pageMedia.ts';
import { createRig } from '../support/rig.ts';

const rig = await createRig();
const browser = await launchBrowser();
afterAll(() => browser.close());

let event = '';
let person: BrowserContext;

beforeEach(async () => {
  ({
    event: { id: event },
  } = await rig.openEvent({ title: 'Regatta' }));
  await use({ size: sizes.phone, isPhone: true });
  return () => person.close();
});

/** From now on pages are this person's. */
async function use(options: PersonOptions): Promise<void> {
  person = await newPerson(browser, options);
  await withHands(person);
  await watchConnections(person);
}

const perspectives = async () =>
  (await rig.http(`/api/events/${event}/perspectives`)).body.perspectives as unknown as Perspective[];
const untilTracks = (video: boolean, audio: boolean) =>
  until(async () => {
    const { media } = (await perspectives())[0] ?? {};
    return media?.video === video && media.audio === audio;
  }, `viewers see video ${video} and audio ${audio}`);

const plug = (page: Page, kind: Kind, devices: string[], isIn: boolean) =>
  page.evaluate(([what, which, now]) => window.__hands?.plug(what, which, now), [kind, devices, isIn] as const);
const inUse = (page: Page, kind: Kind) => page.evaluate((what) => window.__hands?.inUse(what), kind);
const seen = (page: Page, status: string) => page.locator(`main[data-status="${status}"]`).waitFor();

async function film(search: string, size: [number, number] | null = null): Promise<Page> {
  const page = await person.newPage();
  await page.addInitScript((filmed) => {
    if (window.__hands) window.__hands.size = filmed;
  }, size);
  await page.goto(`${rig.server.url}/e/${event}/live${search}`);
  await seen(page, 'live');
  return page;
}

describe('what is lost while the page is in front comes back by itself', () => {
  it('a microphone, as often as it is unplugged, without the camera; others see which tracks there are', async () => {
    const page = await film('?layers=1&auto=1');
    const complaints = complaintsOf(page);
    await untilTracks(true, true);
    for (let time = 0; time < 2; time += 1) {
      await plug(page, 'audio', ['a', 'b'], false);
      await page.getByText('No one can hear you.').waitFor();
      await untilTracks(true, false);
      await plug(page, 'audio', ['a', 'b'], true);
      await untilTracks(true, true);
      await page.getByText('No one can hear you.').waitFor({ state: 'hidden' });
    }
    expect(complaints).toEqual([]);
  });

  it('a camera, as often as it is unplugged, without the microphone, as the same perspective', async () => {
    const page = await film('?layers=1&auto=1');
    await untilTracks(true, true);
    const id = (await perspectives())[0]?.id;
    for (let time = 0; time < 2; time += 1) {
      await plug(page, 'video', ['a', 'b'], false);
      await page.getByRole('heading', { name: 'The camera is disconnected' }).waitFor();
      await untilTracks(false, true);
      await plug(page, 'video', ['a', 'b'], true);
      await seen(page, 'live');
      await untilTracks(true, true);
    }
    expect((await perspectives()).map((each) => each.id)).toEqual([id]);
  });

  it('from another device while its own is unplugged, and from its own once that is back', async () => {
    const page = await film('?layers=1&auto=1');
    await untilTracks(true, true);
    for (const kind of ['audio', 'video'] as const) {
      expect(await inUse(page, kind)).toBe('a');
      await plug(page, kind, ['a'], false);
      await until(async () => (await inUse(page, kind)) === 'b', `another device for ${kind}`);
      await untilTracks(true, true);
      await plug(page, kind, ['a'], true);
      await until(async () => (await inUse(page, kind)) === 'a', `its own device for ${kind}`);
      await untilTracks(true, true);
    }
    await seen(page, 'live');
  });

  it('tracks that a phone call took, without a tap', async () => {
    const page = await film('?layers=1&auto=1');
    await untilTracks(true, true);
    const take = (kind: Kind, isTaken: boolean) =>
      page.evaluate(([what, now]) => window.__hands?.take(what, now), [kind, isTaken] as const);
    await take('audio', true);
    await page.getByText('No one can hear you: a call').waitFor();
    await untilTracks(true, false);
    await take('audio', false);
    await untilTracks(true, true);
    await take('video', true);
    await seen(page, 'still');
    await untilTracks(false, true);
    await take('video', false);
    await untilTracks(true, true);
    await seen(page, 'live');
  });

  it('a camera that was not there when the page was opened', async () => {
    const page = await person.newPage();
    await page.addInitScript(() => window.__hands?.plug('video', ['a', 'b'], false));
    await page.goto(`${rig.server.url}/e/${event}/live`);
    await page.getByRole('heading', { name: 'No camera found' }).waitFor();
    await plug(page, 'video', ['b'], true);
    await seen(page, 'ready');
    expect(await inUse(page, 'video')).toBe('b');
  });
});

describe('a desktop', () => {
  it('has a list of cameras and microphones, changed while live; they are remembered, and replaced while away', async () => {
    await person.close();
    await use({ size: sizes.desktop });
    const page = await film('?layers=1&auto=1');
    const [{ id }] = (await perspectives()) as [Perspective];
    await page.getByRole('button', { name: 'Devices' }).click();
    for (const [kind, name] of [
      ['video', 'Camera'],
      ['audio', 'Microphone'],
    ] as const) {
      expect(await inUse(page, kind)).toBe('a');
      await page.getByRole('combobox', { name }).selectOption('b');
      await until(async () => (await inUse(page, kind)) === 'b', `the other ${kind}`);
    }
    await untilTracks(true, true);
    expect((await perspectives()).map((each) => each.id)).toEqual([id]);
    await page.reload();
    await seen(page, 'live');
    expect([await inUse(page, 'video'), await inUse(page, 'audio')]).toEqual(['b', 'b']);
    await page.getByRole('button', { name: 'Devices' }).click();
    await plug(page, 'video', ['b'], false);
    await until(async () => (await inUse(page, 'video')) === 'a', 'the first camera replaces it');
    await expect.poll(() => page.getByRole('combobox', { name: 'Camera' }).inputValue()).toBe('a');
    await page.addInitScript(() => window.__hands?.plug('audio', ['b'], false));
    await page.reload();
    await seen(page, 'live');
    expect(await inUse(page, 'audio')).toBe('a');
  });
});

describe('layers and rates follow each camera', () => {
  const sent = (page: Page) =>
    page.evaluate(async () => {
      const senders = (window.__connections ?? [])
        .filter(({ connectionState }) => connectionState === 'connected')
        .flatMap((connection) => connection.getSenders())
        .filter(({ track }) => track?.kind === 'video');
      const active = senders.flatMap((sender) => sender.getParameters().encodings).filter((each) => each.active);
      return active.map((each) => `1/${each.scaleResolutionDownBy} ${(each.maxBitrate ?? 0) / 1_000}k`).join(', ');
    });
  const shown = (page: Page) =>
    page.evaluate(
      () => [...document.querySelectorAll('video')].map((video) => [video.videoWidth, video.videoHeight])[0],
    );
  const wide = '1/4 160k, 1/2 450k, 1/1 1700k';

  it('from small to large, and back, with a picture at viewers all the time', async () => {
    const page = await film('?auto=1', [320, 240]);
    const viewing = await newPerson(browser, { size: sizes.desktop });
    const viewer = await viewing.newPage();
    await viewer.goto(`${rig.server.url}/e/${event}`);
    // A busy machine makes browsers send less than they may.
    const shows = (isSo: (width: number, height: number) => boolean) =>
      until(async () => isSo(...(((await shown(viewer)) ?? [0, 0]) as [number, number])), `${isSo} at the viewer`);
    const sends = (layers: string) => until(async () => (await sent(page)) === layers, `${layers} are sent`);
    await shows((width) => width === 320);
    await sends('1/1 160k');
    const turns: [[number, number], string, Parameters<typeof shows>[0]][] = [
      [[1_280, 720], wide, (width) => width >= 640],
      [[320, 240], '1/1 160k', (width) => width === 320],
      [[720, 1_280], wide, (width, height) => height >= 640 && width < height],
    ];
    for (const [size, layers, isSo] of turns) {
      await page.evaluate((next) => {
        if (window.__hands) window.__hands.size = next;
      }, size);
      await page.getByRole('button', { name: 'Flip', exact: true }).click();
      await sends(layers);
      await shows(isSo);
    }
    expect(await perspectives()).toHaveLength(1);
    await viewing.close();
  });
});
