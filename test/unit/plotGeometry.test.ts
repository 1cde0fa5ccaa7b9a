import { describe, expect, it } from 'vitest';
import { colourOf, crestOf, heightOf, pathOf, scaleOf } from '../../client/viewing/synchrony/plotGeometry.ts';

/** Two units for each sample, so that the newest of 120 stands at 238. */
const size = { width: 238, height: 100 };

describe('the plot of latencies', () => {
  it.each([
    [[], 0, 200],
    [[[500, 510]], 460, 600],
    [[[500], [1_900, null]], 460, 2_500],
    [[[20_000]], 0, 10_000],
  ])('holds %j and a delay of %d ms below %d', (histories, delayMs, topMs) => {
    const scale = scaleOf(histories, delayMs);
    expect(scale.topMs).toBe(topMs);
    expect(scale.ticks.length).toBeLessThanOrEqual(4);
    expect(scale.ticks.at(-1)).toBeLessThanOrEqual(topMs);
  });

  it('draws zero at the bottom, and never leaves its top', () => {
    expect([0, 500, 1_000, 5_000].map((ms) => heightOf(ms, 1_000, size))).toEqual([100, 50, 0, 0]);
  });

  it('draws the newest at the right, and has gaps for null', () => {
    expect(pathOf([500, 500, null, 250, 250], 1_000, size)).toBe('M230 50L232 50M236 75L238 75');
    expect(pathOf([500, null, 250], 1_000, size)).toBe('M234 50h0M238 75h0');
    expect(pathOf(Array(200).fill(0), 1_000, size)).toMatch(/^M0 100L2 100.*L238 100$/);
    expect(pathOf([], 1_000, size)).toBe('');
  });

  it('writes a name above the last ten seconds', () => {
    expect(crestOf([9_000, ...Array(19).fill(400), null])).toBe(400);
    expect(crestOf([])).toBe(0);
  });

  it('gives neighbours different colours', () => {
    expect(new Set(Array.from({ length: 25 }, (_, index) => colourOf(index))).size).toBe(25);
  });
});
