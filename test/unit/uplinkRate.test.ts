import { expect, test } from 'vitest';
import { judgeRate, type RateVerdict, weightOf } from '../../shared/uplinkRate.ts';

const agreedBps = 1_000;
/** Verdicts other than `fine`, by second; measured every 2 s. */
function verdicts(rates: number[]): [number, RateVerdict][] {
  let aboveMs = 0;
  return rates.flatMap((bps, index): [number, RateVerdict][] => {
    const judged = judgeRate(aboveMs, { bps, agreedBps, elapsedMs: 2_000 });
    aboveMs = judged.aboveMs;
    return judged.verdict === 'fine' ? [] : [[2 * (index + 1), judged.verdict]];
  });
}
const steady = (bps: number, count: number) => Array.from({ length: count }, () => bps);

test('a phone within twice the agreed rate is fine', () => {
  expect(verdicts(steady(2_000, 60))).toEqual([]);
});

test('one far above is warned after 10 s, and ended after 20', () => {
  expect(verdicts(steady(2_001, 10))).toEqual([
    [10, 'warn'],
    [20, 'end'],
  ]);
});

test('one that stops after the warning is not ended, and is warned anew when it starts again', () => {
  expect(verdicts([...steady(9_000, 6), ...steady(500, 6), ...steady(9_000, 5)])).toEqual([
    [10, 'warn'],
    [34, 'warn'],
  ]);
});

test('short pauses do not forgive', () => {
  const pausing = Array.from({ length: 30 }, (_, index) => (index % 5 === 4 ? 500 : 9_000));
  expect(verdicts(pausing).map(([, verdict]) => verdict)).toContain('end');
});

test('many small packets, and many key frames, weigh more than their bits', () => {
  expect(weightOf({ bps: 2_000_000, packets: 250, keyFrames: 3 })).toBe(2_000_000);
  expect(weightOf({ bps: 500_000, packets: 5_000, keyFrames: 1 })).toBe(8_000_000);
  expect(weightOf({ bps: 500_000, packets: 500, keyFrames: 100 })).toBe(8_000_000);
});
