import type { Browser } from 'playwright-core';
import { openBarePage } from '../support/barePage.ts';
import { startCrowd } from '../support/crowd.ts';
import { startEvening, until } from '../support/evening.ts';
import { machine, report, round, summary } from '../support/figures.ts';
import { frameFollowing } from '../support/watchFrames.ts';

// npm run bench -- first-frame: from navigation to the first frame of the last of nine tiles, a fresh profile each run.
const cameras = 9;
const runs = 10;
/** Encoders, decoders and server share the machine; larger pictures would measure the codecs. */
const picture = { width: 160, height: 90, fps: 5, layers: 1, scene: 'plain' as const };

async function measure(browser: Browser, url: string) {
  const lasts: number[] = [];
  const firsts: number[] = [];
  for (let run = 1; run <= runs; run += 1) {
    const page = await openBarePage(browser, url, frameFollowing);
    let times: number[] = [];
    await until(async () => {
      times = await page.evaluate('Object.values(window.__frames ?? {}).map(({ firstAt }) => firstAt)');
      return times.length === cameras;
    }, 'all tiles show a picture');
    firsts.push(Math.min(...times));
    lasts.push(Math.max(...times));
    await page.close();
  }
  return { firstTileMs: summary(firsts), lastTileMs: summary(lasts) };
}

async function withPages() {
  const evening = await startEvening();
  try {
    for (let seat = 0; seat < cameras; seat += 1) await evening.phone({ seat, of: cameras, ...picture });
    await until(async () => (await evening.live()) === cameras, `${cameras} cameras live`, 60_000);
    return await measure(evening.browser, `${evening.server.url}/e/${evening.opened.event.id}`);
  } finally {
    await evening.close();
  }
}

/** Phones simulated by packets, without pages, so that only the server and one viewer are measured. */
async function withPackets() {
  const crowd = await startCrowd(cameras);
  try {
    return await measure(crowd.browser, `${crowd.server.url}/e/${crowd.opened.event.id}?tiles=${cameras}`);
  } finally {
    await crowd.close();
  }
}

const { width, height, fps } = picture;
const [pages, packets] = [await withPages(), await withPackets()];
const say = ({ lastTileMs }: typeof pages) =>
  `median ${round(lastTileMs.median)}, p95 ${round(lastTileMs.p95)} ms (aim < 800, < 1500)`;
console.log(`${cameras} tiles, ${runs} runs each; ${machine()}`);
console.log(`phones in ${cameras} pages of the same browser, ${width}x${height} at ${fps} fps: ${say(pages)}`);
console.log(`phones simulated packet by packet, real pictures at 10 fps: ${say(packets)}`);
report('first-frame', { runs, cameras, picture, pages, packets });
