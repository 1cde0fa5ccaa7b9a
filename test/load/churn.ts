import { startCrowd } from '../support/crowd.ts';
import { until } from '../support/evening.ts';
import { machine, report, round } from '../support/figures.ts';
import { sdpLines, watchConnections } from '../support/pageMedia.ts';
import { memoryOf } from '../support/processor.ts';
import { inspectable, openServerHeap } from '../support/serverHeap.ts';

// npm run bench -- churn: one real browser turns pages of nine over 40 phones, 200 times.
const cameras = 40;
const tiles = 9;
const turns = 200;
const lookEvery = 50;

const crowd = await startCrowd(cameras, { env: inspectable });
const heap = await openServerHeap(crowd.server);
try {
  const page = await crowd.viewer(`?tiles=${tiles}`, {}, watchConnections);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const pictures = () => page.locator('[data-perspective][data-picture="true"]').count();
  await until(async () => (await pictures()) === tiles, 'the first page');
  await page.waitForTimeout(2_000);

  const sample = async (turn: number) => {
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (name: string) => metrics.find((each) => each.name === name)?.value ?? Number.NaN;
    return {
      turn,
      sdpLines: await sdpLines(page),
      pageHeapMb: round(of('JSHeapUsedSize') / 2 ** 20, 1),
      nodes: of('Nodes'),
      videos: await page.evaluate(() => document.querySelectorAll('video').length),
      serverHeapMb: round((await heap.bytes()) / 2 ** 20, 1),
      serverProcessMb: round(memoryOf(crowd.server.pid) / 2 ** 20),
    };
  };
  const samples = [await sample(0)];
  for (let turn = 1; turn <= turns; turn += 1) {
    const before = await page.locator('[data-perspective]').first().getAttribute('data-perspective');
    await page.keyboard.press('PageDown');
    await page.waitForFunction(
      (id) => document.querySelector('[data-perspective]')?.getAttribute('data-perspective') !== id,
      before,
    );
    // Waits at every tenth page, so that consumers also flow.
    if (turn % 10 === 0) await until(async () => (await pictures()) >= 4, `page ${turn} shows pictures`);
    if (turn % lookEvery === 0) {
      samples.push(await sample(turn));
      console.log(JSON.stringify(samples.at(-1)));
    }
  }
  const [first, warm, last] = [samples[0], samples[1], samples.at(-1)];
  const sdpShare = (last?.sdpLines ?? 0) / (first?.sdpLines ?? 1);
  console.log(`\n${cameras} phones, pages of ${tiles}, ${turns} turns; ${machine()}`);
  console.log(`SDP lines ${round(sdpShare, 2)} times the first page's (aim <= 2)`);
  console.log(
    `in use after collection: page ${warm?.pageHeapMb} MB after turn ${warm?.turn} and ${last?.pageHeapMb} MB at the end, server ${warm?.serverHeapMb} and ${last?.serverHeapMb} MB (aim: no growth)`,
  );
  console.log(
    `the server's process, with what its runtime keeps in hand: ${warm?.serverProcessMb} and ${last?.serverProcessMb} MB`,
  );
  report('churn', { cameras, tiles, turns, samples });
} finally {
  heap.close();
  await crowd.close();
}
