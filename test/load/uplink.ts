import type { Page } from 'playwright-core';
import { newPerson } from '../support/browser.ts';
import { startEvening, until } from '../support/evening.ts';
import { machine, median, report, round } from '../support/figures.ts';
import { bytesSent, largestFramesSent, watchConnections } from '../support/pageMedia.ts';

// npm run bench -- uplink: what a phone in a real browser sends while no tile, a small one or a focused one shows it.
const picture = { width: 640, height: 360, fps: 20, layers: 2, scene: 'concert' as const };
const runs = 3;
const sampleMs = 250;
const small = { width: 300, height: 220 };
const large = { width: 1_280, height: 800 };

type Sample = { at: number; bps: number; largest: number };

/** Samples what is sent four times a second, for this long. */
async function follow(page: Page, forMs: number): Promise<Sample[]> {
  const samples: Sample[] = [];
  const from = performance.now();
  let [last, lastAt] = [await bytesSent(page), performance.now()];
  while (performance.now() - from < forMs) {
    await new Promise((resolve) => setTimeout(resolve, sampleMs));
    const [now, at] = [await bytesSent(page), performance.now()];
    const largest = await largestFramesSent(page);
    samples.push({ at: at - from, bps: ((now - last) * 8_000) / (at - lastAt), largest });
    [last, lastAt] = [now, at];
  }
  return samples;
}
/** When the largest layer first flowed, ms. */
const flowsAfter = (samples: readonly Sample[]) =>
  samples.find(({ largest }) => largest > (samples[0]?.largest ?? 0))?.at ?? Number.POSITIVE_INFINITY;
const steadyRate = (samples: readonly Sample[]) => median(samples.slice(-12).map(({ bps }) => bps));
/** When the rate crossed the middle between two rates and stayed there for a second. */
function changedAfter(samples: readonly Sample[], fromBps: number, toBps: number): number {
  const middle = (fromBps + toBps) / 2;
  const isThere = ({ bps }: Sample) => (toBps > fromBps ? bps > middle : bps < middle);
  const index = samples.findIndex((_, at) => samples.slice(at, at + 4).every(isThere));
  return samples[index]?.at ?? Number.POSITIVE_INFINITY;
}

const evening = await startEvening();
const rows: Record<string, number[]> = {
  none: [],
  small: [],
  focused: [],
  flows: [],
  rise: [],
  toSmall: [],
  toNone: [],
};
try {
  const person = await newPerson(evening.browser, { size: { width: 390, height: 844 } });
  await watchConnections(person);
  const { page: phone } = await evening.phone(picture, { person });
  await until(async () => (await evening.live()) === 1, 'the phone is live');
  for (let run = 0; run < runs; run += 1) {
    const none = steadyRate(await follow(phone, 9_000));
    const viewer = await evening.viewer('?playout=plain', { size: small });
    await until(async () => (await viewer.locator('[data-picture="true"]').count()) === 1, 'a picture');
    const small1 = steadyRate(await follow(phone, 9_000));
    await viewer.setViewportSize(large);
    const rising = await follow(phone, 9_000);
    const focused = steadyRate(rising);
    await viewer.setViewportSize(small);
    const falling = await follow(phone, 11_000);
    await viewer.context().close();
    const leaving = await follow(phone, 11_000);
    rows.none?.push(none);
    rows.small?.push(small1);
    rows.focused?.push(focused);
    rows.flows?.push(flowsAfter(rising));
    rows.rise?.push(changedAfter(rising, small1, focused));
    rows.toSmall?.push(changedAfter(falling, focused, small1));
    rows.toNone?.push(changedAfter(leaving, small1, steadyRate(leaving)));
  }
  const of = (name: string) => round(median(rows[name] ?? []));
  console.log(
    `one phone of ${picture.width}x${picture.height} at ${picture.fps} fps in ${picture.layers} layers, ${runs} runs; ${machine()}`,
  );
  console.log(
    `sent: nobody ${round(of('none') / 1_000)}, one small ${round(of('small') / 1_000)}, one focused ${round(of('focused') / 1_000)} kbit/s`,
  );
  console.log(
    `the larger layer flows after ${of('flows')} ms (aim < 1000), and is half its rate after ${of('rise')}, as the browser’s bandwidth estimate rises; falls to the small one after ${of('toSmall')} ms, to nobody's after ${of('toNone')} ms (aim < 6000)`,
  );
  report('uplink', {
    runs,
    ...Object.fromEntries(Object.entries(rows).map(([name, all]) => [name, all.map((each) => round(each))])),
  });
} finally {
  await evening.close();
}
