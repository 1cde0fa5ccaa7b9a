import type { Page } from 'playwright-core';
import { launchBrowser, newPerson } from '../../support/browser.ts';
import { startEvening, until } from '../../support/evening.ts';
import { median, round } from '../../support/figures.ts';

const cameras = 9;
const repeats = 3;
const measureMs = 10_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Frames that each tile has shown; counted by the browser, so that counting costs the page nothing. */
const framesOf = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLVideoElement>('[data-perspective] video')].map(
      (video) => video.getVideoPlaybackQuality().totalVideoFrames,
    ),
  );
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** CPU of a fresh viewer's browser, in shares of one core: its renderers, all of it, and the page's thread. */
async function viewerCost(url: string) {
  const browser = await launchBrowser();
  try {
    const person = await newPerson(browser);
    const page = await person.newPage();
    await page.goto(url);
    const isShown = (count: number) => count > 0;
    await until(async () => (await framesOf(page)).filter(isShown).length === cameras, 'all tiles show a picture');
    await pause(4_000);
    const pageSession = await person.newCDPSession(page);
    await pageSession.send('Performance.enable');
    const session = await browser.newBrowserCDPSession();
    const read = async () => {
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      const { metrics } = await pageSession.send('Performance.getMetrics');
      const cpuOf = (isMeant: (type: string) => boolean) =>
        sum(processInfo.filter(({ type }) => isMeant(type)).map(({ cpuTime }) => cpuTime));
      return {
        renderer: cpuOf((type) => type === 'renderer'),
        all: cpuOf(() => true),
        /** Of the page's own thread. */
        busy: metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN,
        frames: sum(await framesOf(page)),
        at: performance.now(),
      };
    };
    const before = await read();
    await pause(measureMs);
    const after = await read();
    const seconds = (after.at - before.at) / 1_000;
    return {
      renderer: (after.renderer - before.renderer) / seconds,
      all: (after.all - before.all) / seconds,
      busy: (after.busy - before.busy) / seconds,
      framesPerSecond: (after.frames - before.frames) / seconds,
    };
  } finally {
    await browser.close();
  }
}

/** Medians of the same viewer with and without synchrony, alternating, on the same nine cameras. */
export async function measureCost(playout: string) {
  const evening = await startEvening();
  try {
    const picture = { width: 320, height: 180, fps: 15, layers: 1, scene: 'plain' as const };
    for (let seat = 0; seat < cameras; seat += 1) await evening.phone({ seat, of: cameras, ...picture });
    await until(async () => (await evening.live()) === cameras, 'nine cameras live', 60_000);
    const url = `${evening.server.url}/e/${evening.opened.event.id}`;
    const withSync: Awaited<ReturnType<typeof viewerCost>>[] = [];
    const without: typeof withSync = [];
    for (let round = 0; round < repeats; round += 1) {
      withSync.push(await viewerCost(`${url}?playout=${playout}`));
      without.push(await viewerCost(`${url}?playout=plain&sync=live`));
    }
    const of = (costs: typeof withSync, key: 'renderer' | 'all' | 'busy' | 'framesPerSecond') =>
      median(costs.map((cost) => cost[key]));
    return {
      repeats,
      rendererWith: round(of(withSync, 'renderer'), 3),
      rendererWithout: round(of(without, 'renderer'), 3),
      browserWith: round(of(withSync, 'all'), 3),
      browserWithout: round(of(without, 'all'), 3),
      pageThreadWith: round(of(withSync, 'busy'), 3),
      pageThreadWithout: round(of(without, 'busy'), 3),
      framesPerSecondWith: round(of(withSync, 'framesPerSecond')),
      framesPerSecondWithout: round(of(without, 'framesPerSecond')),
      ratio: round(of(withSync, 'renderer') / of(without, 'renderer'), 2),
    };
  } finally {
    await evening.close();
  }
}
