import { launchBrowser, newPerson } from '../../support/browser.ts';
import { startEvening, until } from '../../support/evening.ts';
import { median, round } from '../../support/figures.ts';
import { framesOf, watchFrames } from '../../support/watchFrames.ts';

const cameras = 9;
const maintenance = 3;
const measureMs = 10_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** CPU of a fresh viewer's browser, in shares of one core: its renderers, and all else (GPU process, network). */
async function viewerCost(url: string) {
  const browser = await launchBrowser();
  try {
    const person = await newPerson(browser);
    await watchFrames(person);
    const page = await person.newPage();
    await page.goto(url);
    await until(async () => Object.keys(await framesOf(page)).length === cameras, 'all tiles show a picture');
    await pause(4_000);
    const session = await browser.newBrowserCDPSession();
    const read = async () => {
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      const sum = (isMeant: (type: string) => boolean) =>
        processInfo.filter(({ type }) => isMeant(type)).reduce((total, { cpuTime }) => total + cpuTime, 0);
      return { renderer: sum((type) => type === 'renderer'), all: sum(() => true), at: performance.now() };
    };
    const framesBefore = Object.values(await framesOf(page)).reduce((sum, { count }) => sum + count, 0);
    const before = await read();
    await pause(measureMs);
    const after = await read();
    const frames = Object.values(await framesOf(page)).reduce((sum, { count }) => sum + count, 0) - framesBefore;
    const seconds = (after.at - before.at) / 1_000;
    return {
      renderer: (after.renderer - before.renderer) / seconds,
      all: (after.all - before.all) / seconds,
      framesPerSecond: frames / seconds,
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
    for (let round = 0; round < maintenance; round += 1) {
      withSync.push(await viewerCost(`${url}?playout=${playout}`));
      without.push(await viewerCost(`${url}?playout=plain&sync=live`));
    }
    const of = (costs: typeof withSync, key: 'renderer' | 'all' | 'framesPerSecond') =>
      median(costs.map((cost) => cost[key]));
    return {
      maintenance,
      rendererWith: round(of(withSync, 'renderer'), 3),
      rendererWithout: round(of(without, 'renderer'), 3),
      browserWith: round(of(withSync, 'all'), 3),
      browserWithout: round(of(without, 'all'), 3),
      framesPerSecondWith: round(of(withSync, 'framesPerSecond')),
      framesPerSecondWithout: round(of(without, 'framesPerSecond')),
      ratio: round(of(withSync, 'renderer') / of(without, 'renderer'), 2),
    };
  } finally {
    await evening.close();
  }
}
