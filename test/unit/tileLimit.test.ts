import { describe, expect, it } from 'vitest';
import { firstLimit, minTiles, nextLimit, type TileLimit } from '../../shared/tileLimit.ts';

/** The limits after each of this many checks, on a device that decodes up to `able` tiles of 40 frames between two. */
function limitsAfter(checks: number, able: number, start: TileLimit, there = 40): TileLimit[] {
  const limits = [start];
  for (let check = 0; check < checks; check += 1) {
    const now = limits.at(-1) ?? start;
    const shown = Math.min(there, now.limit);
    limits.push(nextLimit(now, shown, { received: shown * 40, decoded: Math.min(shown, able) * 40 }));
  }
  return limits;
}

describe('how many tiles are shown at once', () => {
  it.each([
    [25, 8, 1_440, 25],
    [25, 2, 1_440, 16],
    [25, 8, 390, 12],
  ])('is at first, of %d on %d cores and a screen of %d px, %d', (most, cores, width, limit) => {
    expect(firstLimit(most, cores, width).limit).toBe(limit);
  });

  it('soon falls to what a device can decode, and no lower than makes a grid', () => {
    const limits = limitsAfter(20, 7, firstLimit(25, 8, 1_440)).map(({ limit }) => limit);
    expect(limits[4]).toBeLessThanOrEqual(14);
    expect(limits.at(-1)).toBeLessThanOrEqual(9);
    expect(limitsAfter(40, 1, firstLimit(25, 8, 1_440)).at(-1)?.limit).toBe(minTiles);
  });

  it('is tried again less and less often where it fails', () => {
    const limits = limitsAfter(1_000, 7, firstLimit(25, 8, 1_440)).map(({ limit }) => limit);
    const late = limits.slice(500);
    expect(late.filter((limit, at) => at > 0 && limit !== late[at - 1]).length).toBeLessThan(8);
  });

  it('is not changed by one hiccup, by a page that shows nothing, nor by a few frames', () => {
    const start = firstLimit(25, 8, 1_440);
    expect(nextLimit(start, 9, { received: 360, decoded: 100 }).limit).toBe(25);
    expect(nextLimit(start, 0, { received: 0, decoded: 0 })).toBe(start);
    expect(nextLimit(nextLimit(start, 1, { received: 5, decoded: 0 }), 1, { received: 5, decoded: 0 }).limit).toBe(25);
  });
});
