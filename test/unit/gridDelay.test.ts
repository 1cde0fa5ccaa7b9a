import { describe, expect, it } from 'vitest';
import {
  type GridDelay,
  maxDelayMs,
  minDelayMs,
  neededDelay,
  needOf,
  nextGridDelay,
  percentile,
  syncLevelOf,
} from '../../shared/gridDelay.ts';

/** The delay over time, updated ten times a second for the needs that `needAt` and `surelyAt` return. */
function run(needAt: (at: number) => number, untilMs: number, surelyAt = (_: number) => 0): number[] {
  const delays: number[] = [];
  let now: GridDelay | null = null;
  for (let at = 0; at <= untilMs; at += 100) {
    now = nextGridDelay(now, { neededMs: needAt(at), surelyMs: surelyAt(at) }, at);
    delays.push(now.delayMs);
  }
  return delays;
}

describe('the grid delay', () => {
  it.each([
    [[], minDelayMs],
    [[5, 20], minDelayMs],
    [[5, 200, 400], 460],
    // A tile that no delay covers is late alone.
    [[5, 200, 1_470], 260],
    [[9_999], minDelayMs],
  ])('that the path delays %j need is %d', (pathDelays, expected) => {
    expect(neededDelay(pathDelays)).toBe(expected);
  });

  it('is what is needed at first', () => {
    expect(run(() => 460, 0)).toEqual([460]);
  });

  it('rises at once when a need is sure', () => {
    const need = (at: number) => (at >= 2_000 ? 660 : 460);
    const delays = run(need, 3_000, need);
    expect(delays.slice(0, 21)).toEqual([...Array(20).fill(460), 660]);
    expect(new Set(delays).size).toBe(2);
  });

  it('rises at once only as far as the need is sure, and by the usual jitter', () => {
    const delays = run(
      (at) => (at >= 2_000 ? 1_200 : 460),
      4_000,
      (at) => (at >= 2_000 ? 660 : 460),
    );
    expect(delays[20]).toBe(720);
    expect(delays[31]).toBe(720);
    expect(delays[35]).toBe(1_200);
  });

  it('rises when a need has lasted, not for a late burst', () => {
    const delays = run((at) => (at >= 500 && at < 1_600 ? 900 : at >= 3_000 ? 660 : 460), 5_000);
    expect(delays.slice(0, 42)).toEqual(Array(42).fill(460));
    expect(delays[42]).toBe(660);
    expect(new Set(delays).size).toBe(2);
  });

  it('needs the 90th percentile, or a peak; it is sure only of the minimum', () => {
    const quiet = { p90Ms: 100, minMs: 80, peakMs: 110 };
    expect(needOf([quiet, { p90Ms: 200, minMs: 150, peakMs: 210 }])).toEqual({ neededMs: 260, surelyMs: 210 });
    expect(needOf([quiet, { p90Ms: 200, minMs: 150, peakMs: 400 }])).toEqual({ neededMs: 425, surelyMs: 210 });
  });

  it('sinks slowly, after long, and then down to the need itself', () => {
    const delays = run((at) => (at === 0 ? 460 : 260), 60_000);
    expect(delays[95]).toBe(460);
    const steps = delays.map((delay, index) => (delays[index - 1] ?? delay) - delay);
    expect(Math.max(...steps)).toBeLessThanOrEqual(1.01);
    expect(delays.at(-1)).toBe(260);
  });

  it('never leaves its bounds', () => {
    const need = (at: number) => neededDelay([at * 10]);
    const delays = run(need, 30_000, need);
    expect(Math.max(...delays)).toBeLessThanOrEqual(maxDelayMs);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(minDelayMs);
  });
});

describe('sync levels', () => {
  it.each([
    [0, 'good'],
    [-33, 'good'],
    [50, 'fair'],
    [-81, 'poor'],
    [null, 'unknown'],
  ])('%s ms off is %s', (offMs, level) => {
    expect(syncLevelOf(offMs)).toBe(level);
  });

  it('reads percentiles', () => {
    expect(percentile([3, 1, 2], 0.5)).toBe(2);
    expect(percentile([], 0.5)).toBeUndefined();
    expect(percentile([1, 2, 3, 4], 1)).toBe(4);
  });
});
