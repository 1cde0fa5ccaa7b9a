import type { Page } from 'playwright-core';
import { newPerson } from '../support/browser.ts';
import { type Evening, type Phone, startEvening, until } from '../support/evening.ts';
import { report, round, summary } from '../support/figures.ts';
import { startTcpRelay, type TcpRelay } from '../support/relay.ts';
import { framesOf, watchFrames } from '../support/watchFrames.ts';

const runs = 5;
const cutMs = 5_000;
const picture = { width: 320, height: 180, fps: 20, layers: 1, scene: 'plain' as const };

type Scene = { evening: Evening; phone: Phone; tcp: TcpRelay; viewer: Page };
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function onlyTile(viewer: Page) {
  const tiles = Object.entries(await framesOf(viewer));
  const [tile] = tiles;
  if (tiles.length !== 1 || !tile) throw new Error(`one camera, but ${tiles.length} tiles`);
  return { id: tile[0], ...tile[1] };
}

/** Without a new frame for this long the picture counts as frozen, ms. */
const haltMs = 250;
/** How long each return is measured, ms. */
const observeMs = 8_000;

/**
 * Does something to the phone's network; returns how long after that the last halt of its tile ended (0 if it never
 * halted), the longest halt, and how many tiles there were.
 */
async function comeBack({ viewer }: Scene, disturb: () => Promise<void>) {
  const before = await onlyTile(viewer);
  const start = await viewer.evaluate(() => performance.now());
  await disturb();
  const from = await viewer.evaluate(() => performance.now());
  await pause(observeMs);
  const tiles = await viewer.locator('[data-perspective]').count();
  const after = await onlyTile(viewer);
  if (after.id !== before.id) throw new Error('it came back as another tile');
  const times = after.times.filter((at) => at > start - haltMs);
  const halts = times.flatMap((at, index) => {
    const last = times[index - 1] ?? at;
    return at - last > haltMs ? [{ lengthMs: at - last, endedAt: at }] : [];
  });
  if (after.lastAt < from + observeMs - 1_000) throw new Error('it did not come back');
  return {
    backMs: Math.max(0, (halts.at(-1)?.endedAt ?? from) - from),
    haltMs: Math.max(0, ...halts.map(({ lengthMs }) => lengthMs)),
    tiles,
  };
}

const disturbances: Record<string, (scene: Scene) => Promise<void>> = {
  async 'cut for 5 s'({ phone, tcp }) {
    for (const direction of [phone.relay?.up, phone.relay?.down]) if (direction) direction.dropsAll = true;
    tcp.cut(true);
    await pause(cutMs);
    for (const direction of [phone.relay?.up, phone.relay?.down]) if (direction) direction.dropsAll = false;
    tcp.cut(false);
  },
  async 'another address'({ phone, tcp }) {
    phone.relay?.moveAddress();
    tcp.breakAll();
  },
  async 'page reloaded'({ phone }) {
    await phone.page.reload({ waitUntil: 'commit' });
  },
};

const evening = await startEvening();
const tcp = await startTcpRelay(Number(new URL(evening.server.url).port));
try {
  const origin = `http://127.0.0.1:${tcp.port}`;
  const phone = await evening.phone({ seat: 0, ...picture }, { isRelayed: true, origin });
  const person = await newPerson(evening.browser);
  await watchFrames(person);
  const viewer = await person.newPage();
  await viewer.goto(`${evening.server.url}/e/${evening.opened.event.id}`);
  await until(async () => Object.keys(await framesOf(viewer)).length === 1, 'a first picture');
  const scene = { evening, phone, tcp, viewer };
  const figures: Record<string, { backMs: object; haltMs: object; maxTiles: number }> = {};
  for (const [name, disturb] of Object.entries(disturbances)) {
    const backs: number[] = [];
    const halts: number[] = [];
    let maxTiles = 0;
    for (let run = 1; run <= runs; run += 1) {
      const { backMs, haltMs: longest, tiles } = await comeBack(scene, () => disturb(scene));
      console.log(
        `${name}, run ${run}: its picture moves again after ${round(backMs)} ms, stood still for ${round(longest)} ms; ${tiles} tile`,
      );
      halts.push(longest);
      backs.push(backMs);
      maxTiles = Math.max(maxTiles, tiles);
    }
    figures[name] = { backMs: summary(backs), haltMs: summary(halts), maxTiles };
  }
  console.log(`\n${runs} runs each; aim: under 3000 ms after the network is back, never two tiles`);
  report('come-back', { runs, figures });
} finally {
  tcp.close();
  await evening.close();
}
