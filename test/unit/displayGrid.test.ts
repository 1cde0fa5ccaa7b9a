import { describe, expect, it, vi } from 'vitest';
import { atCadence, gridOf } from '../../client/sync/displayRefreshes.ts';
import { startTicks, ticksOf } from '../../client/sync/ticks.ts';

const refreshMs = 1_000 / 59.94;
const coarse = (ms: number) => Math.round(ms * 10) / 10;
/** A burst of refreshes from one on, as a browser tells them; only each so many of them is noticed. */
const burst = (from: number, each = 1) =>
  Array.from({ length: 6 }, (_, index) => coarse((from + index * each) * refreshMs));

describe('the grid of the display’s refreshes', () => {
  it('is exact to microseconds after some bursts', () => {
    let grid = gridOf(burst(0), null);
    for (let second = 1; second < 30; second += 1) grid = gridOf(burst(second * 60), grid);
    expect(grid?.intervalMs).toBeCloseTo(refreshMs, 2);
    expect(Math.abs(((grid?.at ?? 0) / refreshMs + 0.5) % 1) - 0.5).toBeCloseTo(0, 1);
  });

  it('is not that of a busy page, which notices every other refresh', () => {
    const grid = gridOf(burst(60, 2), gridOf(burst(0), null));
    expect(grid?.intervalMs).toBeCloseTo(refreshMs, 2);
    const first = gridOf(burst(0, 2), null);
    expect(gridOf(burst(60), first)?.intervalMs).toBeCloseTo(refreshMs, 1);
  });

  it('leaves out what a slow display leaves out', () => {
    const grid = { at: 1_000, intervalMs: 16 };
    expect(atCadence(grid, [32, 32.1, 16, 31.9, 48])).toEqual({ at: 1_000, intervalMs: 32 });
    expect(atCadence(grid, [16, 32.1, 16, 31.9, 16.1])).toEqual(grid);
    expect(atCadence(grid, [])).toEqual(grid);
  });

  it('is forgotten with another display', () => {
    const grid = gridOf([10_000, 10_008, 10_017, 10_025], gridOf(burst(0), null));
    expect(grid?.intervalMs).toBeCloseTo(25 / 3, 5);
    expect(gridOf([], grid)).toBe(grid);
  });
});

describe('the worker’s ticks', () => {
  it('come halfway between refreshes, and not more often than usual ones', () => {
    expect(ticksOf({ at: 100, intervalMs: 16 })).toEqual({ at: 108, intervalMs: 16 });
    expect(ticksOf({ at: 100, intervalMs: 8 })).toEqual({ at: 104, intervalMs: 16 });
    expect(ticksOf({ at: 100, intervalMs: 33 })).toEqual({ at: 116.5, intervalMs: 33 });
  });

  it('keep to the display, each once', () => {
    vi.useFakeTimers();
    try {
      const due: number[] = [];
      const ticks = startTicks((at) => due.push(at));
      const from = performance.timeOrigin + performance.now();
      ticks.follow({ at: from + 3, intervalMs: 16 });
      // The tick that is under way is still one of the former grid.
      vi.advanceTimersByTime(40);
      due.splice(0);
      vi.advanceTimersByTime(16 * 60);
      expect(due).toHaveLength(60);
      for (const at of due) expect((at - from - 11 + 16_000) % 16).toBeCloseTo(0, 3);
      ticks.stop();
      vi.advanceTimersByTime(100);
      expect(due).toHaveLength(60);
    } finally {
      vi.useRealTimers();
    }
  });
});
