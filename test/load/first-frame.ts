import { newPerson } from '../support/browser.ts';
import { startEvening, until } from '../support/evening.ts';
import { report, round, summary } from '../support/figures.ts';
import { framesOf, watchFrames } from '../support/watchFrames.ts';

const cameras = 9;
const runs = 10;
/** Nine encoders, nine decoders and the server share the machine: with larger pictures it is them that is measured. */
const picture = { width: 160, height: 90, fps: 5, layers: 1, scene: 'plain' as const };

const evening = await startEvening();
try {
  for (let seat = 0; seat < cameras; seat += 1) await evening.phone({ seat, of: cameras, ...picture });
  await until(async () => (await evening.live()) === cameras, 60_000, `${cameras} cameras live`);
  const lasts: number[] = [];
  const firsts: number[] = [];
  for (let run = 1; run <= runs; run += 1) {
    const person = await newPerson(evening.browser);
    await watchFrames(person);
    const page = await person.newPage();
    await page.goto(`${evening.server.url}/e/${evening.opened.event.id}`);
    await until(async () => Object.keys(await framesOf(page)).length === cameras, 30_000, 'all tiles show a picture');
    const times = Object.values(await framesOf(page)).map(({ firstAt }) => firstAt);
    firsts.push(Math.min(...times));
    lasts.push(Math.max(...times));
    console.log(`run ${run}: first tile ${round(Math.min(...times))} ms, last tile ${round(Math.max(...times))} ms`);
    await person.close();
  }
  const { width, height, fps } = picture;
  console.log(
    `\n${cameras} virtual cameras of ${width}x${height} at ${fps} fps, a fresh browser profile each run, ${runs} runs`,
  );
  console.log('time from navigation to the first frame of the last tile: aim median < 800 ms, p95 < 1500 ms');
  report('first-frame', { runs, cameras, picture, lastTileMs: summary(lasts), firstTileMs: summary(firsts) });
} finally {
  await evening.close();
}
