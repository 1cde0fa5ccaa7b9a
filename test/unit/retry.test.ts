import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRetry } from '../../client/connection/retry.ts';
import type { RefusalCode } from '../../shared/refusals.ts';
import { createRandom } from '../support/random.ts';

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

/** When each of `count` pages that failed together tries for the first time, ms; with seeded chance. */
function firstTriesOf(count: number, code?: RefusalCode): number[] {
  const random = createRandom(7);
  const tries: number[] = [];
  const from = performance.now();
  for (let n = 0; n < count; n += 1) {
    createRetry(() => void tries.push(performance.now() - from), random).later(code);
  }
  vi.runAllTimers();
  return tries;
}
/** The most that fall into the same span. */
const mostWithin = (spanMs: number, times: readonly number[]) =>
  Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + spanMs).length));

describe('what failed is tried again', () => {
  it('with a ceiling that doubles from 0.5 s to 8 s, and from 5 s to 20 s in line', () => {
    expect(waitsOf(7, 1)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
    expect(waitsOf(7, 1, 'registryDown')).toEqual(waitsOf(7, 1));
    for (const code of ['tooFast', 'tooManyViewers', 'tooManyPerspectives', 'serverFull'] as const) {
      expect(waitsOf(4, 1, code)).toEqual([5_000, 10_000, 20_000, 20_000]);
    }
  });

  it('anywhere below the ceiling', () => {
    expect(waitsOf(3, 0)).toEqual([0, 0, 0]);
    expect(waitsOf(3, 0.5)).toEqual([250, 500, 1_000]);
  });

  it('not in step by a thousand whom a full server refused together, from the first time on', () => {
    expect(mostWithin(100, firstTriesOf(1_000, 'serverFull'))).toBeLessThan(50);
    // A mere disconnect, by contrast, is retried at once.
    expect(Math.max(...firstTriesOf(1_000))).toBeLessThan(500);
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
