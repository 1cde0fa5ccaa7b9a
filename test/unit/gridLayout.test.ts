import { describe, expect, it } from 'vitest';
import { type GridMode, layoutGrid, type Rectangle } from '../../shared/gridLayout.ts';

const screens = [
  { name: 'phone upright', widthPx: 390, heightPx: 790 },
  { name: 'phone lying', widthPx: 844, heightPx: 346 },
  { name: 'tablet upright', widthPx: 820, heightPx: 1_130 },
  { name: 'laptop', widthPx: 1_440, heightPx: 852 },
  { name: 'ultra-wide', widthPx: 3_440, heightPx: 1_390 },
];
const counts = Array.from({ length: 25 }, (_, index) => index + 1);
const modes: GridMode[] = ['even', 'focus'];
const gapPx = 4;
const aspect = 16 / 9;

const overlaps = (a: Rectangle, b: Rectangle) =>
  a.leftPx < b.leftPx + b.widthPx - 0.01 &&
  b.leftPx < a.leftPx + a.widthPx - 0.01 &&
  a.topPx < b.topPx + b.heightPx - 0.01 &&
  b.topPx < a.topPx + a.heightPx - 0.01;

const areaOf = (rectangles: Rectangle[]) => rectangles.reduce((sum, r) => sum + r.widthPx * r.heightPx, 0);

describe.each(screens)('a grid on a $name', ({ widthPx, heightPx }) => {
  it.each(modes)('in mode %s gives each tile a place inside, and none on another', (mode) => {
    for (const count of counts) {
      const tiles = layoutGrid({ count, widthPx, heightPx, gapPx, aspect, mode });
      expect(tiles).toHaveLength(count);
      for (const tile of tiles) {
        expect(tile.leftPx).toBeGreaterThanOrEqual(-0.01);
        expect(tile.topPx).toBeGreaterThanOrEqual(-0.01);
        expect(tile.leftPx + tile.widthPx).toBeLessThanOrEqual(widthPx + 0.01);
        expect(tile.topPx + tile.heightPx).toBeLessThanOrEqual(heightPx + 0.01);
      }
      const pairs = tiles.flatMap((a, index) => tiles.slice(index + 1).map((b) => overlaps(a, b)));
      expect(pairs).not.toContain(true);
    }
  });

  it('in even mode crops no picture by more than a tenth, and uses most of the screen', () => {
    for (const count of counts) {
      const tiles = layoutGrid({ count, widthPx, heightPx, gapPx, aspect, mode: 'even' });
      const ratio = (tiles[0]?.widthPx ?? 0) / (tiles[0]?.heightPx ?? 1) / aspect;
      expect(Math.min(ratio, 1 / ratio)).toBeGreaterThanOrEqual(0.899);
      if (count > 3) expect(areaOf(tiles) / (widthPx * heightPx)).toBeGreaterThan(0.5);
    }
  });

  it('in focus mode the first is the largest, keeps its whole picture, and 24 others stay legible', () => {
    for (const count of counts.slice(1)) {
      const [first, ...others] = layoutGrid({ count, widthPx, heightPx, gapPx, aspect, mode: 'focus' });
      const largest = Math.max(...others.map((tile) => tile.widthPx * tile.heightPx));
      expect((first?.widthPx ?? 0) * (first?.heightPx ?? 0)).toBeGreaterThan(largest * 1.5);
      expect((first?.widthPx ?? 0) / (first?.heightPx ?? 1)).toBeCloseTo(aspect, 3);
      expect(Math.min(...others.map((tile) => tile.widthPx))).toBeGreaterThanOrEqual(60);
    }
  });
});

describe('a grid', () => {
  it('centres its last row', () => {
    const tiles = layoutGrid({ count: 5, widthPx: 1_600, heightPx: 700, gapPx: 0, aspect, mode: 'even' });
    const last = tiles.filter((tile) => Math.abs(tile.topPx - (tiles[4]?.topPx ?? 0)) < 0.01);
    const middle = ((last[0]?.leftPx ?? 0) + (last.at(-1)?.leftPx ?? 0) + (last[0]?.widthPx ?? 0)) / 2;
    expect(middle).toBeCloseTo(800, 3);
  });

  it('shows two side by side on a desktop, and one below the other on an upright phone', () => {
    const wish = { count: 2, gapPx, aspect, mode: 'even' as const };
    const desktop = layoutGrid({ ...wish, widthPx: 1_424, heightPx: 836 });
    expect(desktop[0]?.topPx).toBe(desktop[1]?.topPx);
    expect(desktop[0]?.widthPx).toBeGreaterThan(700);
    const besidePlan = layoutGrid({ ...wish, widthPx: 1_136, heightPx: 780 });
    expect(besidePlan[0]?.topPx).toBe(besidePlan[1]?.topPx);
    const phone = layoutGrid({ ...wish, widthPx: 382, heightPx: 700 });
    expect(phone[0]?.leftPx).toBe(phone[1]?.leftPx);
  });

  it('stands upright pictures side by side', () => {
    const tiles = layoutGrid({ count: 4, widthPx: 1_440, heightPx: 852, gapPx, aspect: 9 / 16, mode: 'even' });
    expect(new Set(tiles.map((tile) => Math.round(tile.topPx))).size).toBe(1);
  });

  it('puts the strip below on an upright phone, beside on a laptop', () => {
    const wish = { count: 6, gapPx, aspect, mode: 'focus' as const };
    const phone = layoutGrid({ ...wish, widthPx: 390, heightPx: 790 });
    const laptop = layoutGrid({ ...wish, widthPx: 1_440, heightPx: 700 });
    expect(phone[1]?.topPx).toBeGreaterThan(phone[0]?.heightPx ?? Number.POSITIVE_INFINITY);
    expect(laptop[1]?.leftPx).toBeGreaterThan(laptop[0]?.widthPx ?? Number.POSITIVE_INFINITY);
  });

  it('is empty where there is nothing to show or nowhere to show it', () => {
    const wish = { widthPx: 100, heightPx: 100, gapPx, aspect, mode: 'even' as const };
    expect(layoutGrid({ ...wish, count: 0 })).toEqual([]);
    expect(layoutGrid({ ...wish, count: 3, widthPx: 0 })).toEqual([]);
  });
});
