import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRetry } from '../../client/connection/retry.ts';
import type { RefusalCode } from '../../shared/refusals.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** How long each of `count` tries waited, ms, where chance says always the same. */
function waitsOf(count: number, chance: number, code?: RefusalCode): number[] {
  const waits: number[] = [];
  let askedAt = 0;
  const retry = createRetry(
    () => waits.push(performance.now() - askedAt),
    () => chance,
  );
  for (let n = 0; n < count; n += 1) {
    askedAt = performance.now();
    retry.later(code);
    vi.runAllTimers();
  }
  return waits;
}

describe('what failed is tried again', () => {
  it('with a ceiling that doubles to 8 s, and to 20 s for those who wait in line', () => {
    expect(waitsOf(7, 1)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
    expect(waitsOf(7, 1, 'registryDown')).toEqual(waitsOf(7, 1));
    for (const code of ['tooFast', 'tooManyViewers', 'tooManyPerspectives', 'serverFull'] as const) {
      expect(waitsOf(7, 1, code)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000]);
    }
  });

  it('anywhere below the ceiling, so that two hundred who were cut off together do not come back in step', () => {
    expect(waitsOf(3, 0)).toEqual([0, 0, 0]);
    const arrivals: number[] = [];
    for (let n = 0; n < 200; n += 1) {
      const retry = createRetry(() => void arrivals.push(performance.now()));
      // Their fourth try: the server has been away for some seconds.
      for (let tries = 0; tries < 3; tries += 1) {
        retry.later();
        retry.now();
      }
      retry.later();
    }
    arrivals.length = 0;
    const from = performance.now();
    vi.runAllTimers();
    const perSecond = [0, 1, 2, 3].map((s) => arrivals.filter((at) => Math.floor((at - from) / 1_000) === s).length);
    expect(Math.max(...perSecond)).toBeLessThan(90);
  });

  it('from the beginning once it has worked for ten seconds, and not before', () => {
    const waits: number[] = [];
    let askedAt = 0;
    const retry = createRetry(
      () => waits.push(performance.now() - askedAt),
      () => 1,
    );
    const fail = () => {
      askedAt = performance.now();
      retry.later();
      vi.runAllTimers();
    };
    fail();
    fail();
    retry.worked();
    vi.advanceTimersByTime(9_000);
    fail();
    retry.worked();
    vi.advanceTimersByTime(10_000);
    fail();
    expect(waits).toEqual([500, 1_000, 2_000, 500]);
  });

  it('once, however often it is said, at once when somebody wants it, and never after its stop', () => {
    let tries = 0;
    const retry = createRetry(() => {
      tries += 1;
    });
    expect(retry.now()).toBe(false);
    retry.later();
    retry.later();
    expect(retry.now()).toBe(true);
    vi.runAllTimers();
    expect(tries).toBe(1);
    retry.later();
    retry.stop();
    vi.runAllTimers();
    expect(tries).toBe(1);
  });
});
