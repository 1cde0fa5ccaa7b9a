import { expect, test } from 'vitest';
import { inSyncAfter, latencyAt, outOfSync, skewOver } from '../support/skew.ts';

/** A tile that shows thirty frames a second, each so late. */
const tile = (lateMs: (at: number) => number, from = 0, to = 5_000) =>
  Array.from({ length: Math.floor((to - from) / 33) }, (_, index) => from + index * 33).map((at) => ({
    at,
    showsMs: at - lateMs(at),
  }));

test('the rig’s own arithmetic: a constant difference is the skew', () => {
  const sightings = new Map([
    ['a', tile(() => 100)],
    ['b', tile(() => 140)],
  ]);
  const series = skewOver(sightings, 1_000, 2_000);
  expect(series).toHaveLength(21);
  expect(new Set(series.map(({ skewMs }) => Math.round(skewMs)))).toEqual(new Set([40]));
  expect(outOfSync(series)).toBe(1_050);
});

test('a frozen tile is as late as its picture is old', () => {
  const seen = tile(() => 100, 0, 1_000);
  expect(latencyAt(seen, 3_000)).toBeCloseTo(3_000 - (957 - 100), 0);
});

test('a tile that comes into sync is found when it stays', () => {
  const sightings = new Map([
    ['a', tile(() => 100)],
    ['b', tile((at) => (at < 2_000 ? 300 : 100))],
  ]);
  expect(inSyncAfter(skewOver(sightings, 0, 4_900), 1_000)).toBeGreaterThan(1_000);
  expect(inSyncAfter(skewOver(sightings, 0, 4_900), 1_000)).toBeLessThan(1_400);
  expect(
    inSyncAfter(
      skewOver(
        new Map([
          ['a', tile(() => 0)],
          ['b', tile(() => 99)],
        ]),
        0,
        4_900,
      ),
      0,
    ),
  ).toBe(Number.POSITIVE_INFINITY);
});
