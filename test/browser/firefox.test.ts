import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { en } from '../../client/words/en.ts';
import type { OpenedReply } from '../../shared/restApi.ts';
import { until } from '../support/evening.ts';
import { firefoxServer, launchFirefox } from '../support/firefox.ts';
import { countOf, firefoxPages, press, soundSent, tilesMove, tilesOf } from '../support/firefoxPages.ts';
import { createRig, type Live } from '../support/rig.ts';
import { cameraId, videoParameters } from '../support/rtp.ts';
import { workersOf } from '../support/workers.ts';

const rig = await createRig(firefoxServer);
const browser = await launchFirefox();
const pages = firefoxPages(browser);
afterAll(() => browser.close());
afterEach(async () => {
  const complaints = pages.complaints();
  await pages.closeAll();
  expect(complaints).toEqual([]);
});

const virtual = 'camera=virtual&scene=plain&width=320&height=180&fps=10&layers=1&auto=1';
const film = ({ event }: OpenedReply, query = virtual) =>
  pages.open(`${rig.server.url}/e/${event.id}/live?${query}`, 'phone');
const watch = ({ event }: OpenedReply, query = '') => pages.open(`${rig.server.url}/e/${event.id}${query}`);
const status = (page: Page, is: string) => page.waitForSelector(`main[data-status="${is}"]`);

describe('in Firefox', () => {
  it('a real camera is a tile of full size, and its sound is sent only to who hears it', async () => {
    const opened = await rig.openEvent();
    const viewer = await watch(opened);
    const phone = await film(opened, 'camera=device&auto=1');
    await status(phone, 'live');
    await tilesMove(viewer, 1);
    // Without a probe that finds bandwidth it takes 30 s. On a busy machine the first one may find nothing.
    await until(
      () => viewer.$eval('.grid video', (video) => (video as HTMLVideoElement).videoWidth >= 1_280),
      '720p',
      25_000,
    );
    const silent = await soundSent(phone);
    await tilesMove(viewer, 1);
    expect(await soundSent(phone)).toBe(silent);
    await press(viewer, '.tile-sound');
    await until(async () => (await soundSent(phone)) > silent + 5_000, 'the sound is sent');
    await until(
      () => viewer.$eval('audio[data-sound="heard"]', (audio) => (audio as HTMLAudioElement).currentTime > 0),
      'it is heard',
    );
    await press(viewer, '.tile-sound');
    let last = 0;
    await until(async () => {
      const before = last;
      last = await soundSent(phone);
      await tilesMove(viewer, 1);
      return last === before;
    }, 'it is not sent any more');
    await press(phone, '.film-go[data-variant="end"]');
    await until(async () => (await tilesOf(viewer)).length === 0, 'no tile is left');
  }, 150_000);

  it('tiles are in sync, one can be focused, and all come back after a reload and a lost connection', async () => {
    const opened = await rig.openEvent();
    const phones = [await film(opened, `${virtual}&seat=0`), await film(opened, `${virtual}&seat=6`)];
    const viewer = await watch(opened);
    await tilesMove(viewer, 2);
    await until(async () => (await countOf(viewer, '.grid [data-sync="good"]')) === 2, 'both badges are good');
    await viewer.waitForSelector('.grid[data-spread-ms]');

    const [first = ''] = await tilesOf(viewer);
    await press(viewer, `[data-perspective="${first}"] .tile-face`);
    await viewer.waitForSelector(`[data-perspective="${first}"][data-focused="true"]`);
    const areas = await viewer.$$eval('.grid [data-perspective]', (all) =>
      all.map((tile) => tile.clientWidth * tile.clientHeight),
    );
    expect(Math.max(...areas)).toBeGreaterThan(2 * Math.min(...areas));

    const ids = (await tilesOf(viewer)).sort();
    await phones[0]?.reload();
    for (const phone of phones) await status(phone, 'live');
    await tilesMove(viewer, 2);
    expect((await tilesOf(viewer)).sort()).toEqual(ids);

    // The media worker dies: phones and viewers lose their transports.
    for (const pid of workersOf(rig.server.pid)) process.kill(pid, 'SIGKILL');
    await tilesMove(viewer, 2);
    expect((await tilesOf(viewer)).sort()).toEqual(ids);
  });

  it('moderators hold, let in, hide, black out and undo, and viewers follow', async () => {
    const opened = await rig.openEvent({ doors: 'held' });
    const moderator = await pages.open(rig.server.url + opened.links.moderate);
    const viewer = await watch(opened);
    const phone = await film(opened);
    await status(phone, 'held');
    const tiles = (count: number) =>
      until(async () => (await tilesOf(viewer)).length === count, `the viewer has ${count} tiles`);
    const decide = (name: string) => press(moderator, `.action[data-action="${name}"]:enabled`);
    await tiles(0);
    await decide('letIn');
    await status(phone, 'live');
    await tilesMove(viewer, 1);
    await press(moderator, '.toast-close');
    await until(async () => (await countOf(moderator, '.toast')) === 0, 'no result is shown');
    await decide('hide');
    await tiles(0);
    await press(moderator, '.toast-undo');
    await tilesMove(viewer, 1);
    await decide('blackout');
    await tiles(0);
    await decide('lift');
    await tilesMove(viewer, 1);
  });

  it.each(['/', '/e/{event}/clock', '/e/{event}/live'])('a page opens without an error: %s', async (path) => {
    const { event } = await rig.openEvent();
    const page = await pages.open(rig.server.url + path.replace('{event}', event.id), 'tablet');
    await page.waitForSelector('main');
    const overflowPx = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflowPx).toBeLessThanOrEqual(0);
  });

  it('the demo films and shows itself', async () => {
    const page = await pages.open(`${rig.server.url}/demo?cameras=2`);
    await tilesMove(page, 2);
  });

  it('viewers talk, react and report', async () => {
    const opened = await rig.openEvent();
    await film(opened);
    const [ann, bob] = [await watch(opened), await watch(opened)];
    for (const page of [ann, bob]) {
      await tilesMove(page, 1);
      await page.keyboard.press('c');
      await page.waitForSelector('.talk-write');
    }
    await ann.type('.talk-entry input', 'Look at her hands');
    await ann.keyboard.press('Enter');
    await bob.waitForSelector('.talk-line .talk-text');
    expect(await bob.$eval('.talk-line .talk-text', (line) => line.textContent)).toBe('Look at her hands');
    await press(ann, '.talk-reactions button');
    await until(
      () => bob.$$eval('.talk-count', (all) => all.some((count) => count.textContent === '1')),
      'the reaction is counted',
    );
    await press(ann, '.tile-report');
    await press(ann, 'dialog.report input[type="radio"]');
    await press(ann, 'dialog.report button[type="submit"]:enabled');
    await ann.waitForSelector('dialog.report [role="status"]');
  });

  it('a picture that it cannot play says so, and what to do', async () => {
    const opened = await rig.openEvent();
    const viewer = await watch(opened);
    const socket = await rig.socket('spectator', opened.event.id);
    const wish = { cameraId: cameraId(1), label: 'Phone', place: { precision: 'off' } };
    const { transport } = await socket.must<Live>('goLive', wish);
    const parameters = { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 };
    const h264 = { mimeType: 'video/H264', payloadType: 96, clockRate: 90_000, parameters };
    const rtpParameters = { ...videoParameters(4_000), codecs: [h264] };
    await socket.must('produce', { transport: transport.id, kind: 'video', rtpParameters });
    await viewer.waitForSelector('[data-perspective][data-state="unplayable"] .tile-note');
    expect(await viewer.$eval('.tile-note', (note) => note.textContent)).toBe(en.watch.unplayable);
  });
});
