import { describe, expect, it } from 'vitest';
import { positionSchema } from '../../shared/domain.ts';
import {
  bearingOf,
  cellM,
  coarsen,
  directionOf,
  distanceM,
  fanOut,
  offsetFrom,
  positionAt,
  roundLengthM,
  viewCone,
} from '../../shared/geo.ts';

const paris = { latitude: 48.8566, longitude: 2.3522 };

describe('places', () => {
  it.each([
    ['Paris', paris],
    ['the equator', { latitude: 0, longitude: 0 }],
    ['the date line', { latitude: -17, longitude: 179.9999 }],
    ['the far north', { latitude: 78.2, longitude: 15.6 }],
  ])('in %s an offset and back is the same place', (_, origin) => {
    const offset = { eastM: 120, northM: -80 };
    const back = offsetFrom(origin, positionAt(origin, offset));
    expect(back.eastM).toBeCloseTo(120, 2);
    expect(back.northM).toBeCloseTo(-80, 2);
    expect(distanceM(origin, positionAt(origin, offset))).toBeCloseTo(Math.hypot(120, 80), 0);
  });

  it.each([
    [{ eastM: 0, northM: 1 }, 0, 'n'],
    [{ eastM: 1, northM: 1 }, 45, 'ne'],
    [{ eastM: 1, northM: 0 }, 90, 'e'],
    [{ eastM: 0, northM: -1 }, 180, 's'],
    [{ eastM: -1, northM: 0.001 }, 270.06, 'w'],
    [{ eastM: -0.1, northM: 1 }, 354.29, 'n'],
  ] as const)('%o lies at %f°, in the %s', (offset, bearing, direction) => {
    expect(bearingOf(offset)).toBeCloseTo(bearing, 1);
    expect(directionOf(bearingOf(offset))).toBe(direction);
  });

  it.each([paris, { latitude: 64.1, longitude: -21.9 }, { latitude: -33.86, longitude: 151.2 }])(
    'a coarse place is at most half a diagonal away, and coarse for good (%o)',
    (position) => {
      for (let step = 0; step < 50; step += 1) {
        const exact = positionAt(position, { eastM: step * 13, northM: step * 7 });
        const coarse = coarsen(exact);
        expect(distanceM(exact, coarse)).toBeLessThan((cellM * Math.SQRT2) / 2 + 1);
        expect(coarsen(coarse)).toEqual(coarse);
      }
    },
  );
});

describe('the plan', () => {
  it.each([1, 2, 5, 8, 9, 25])('keeps %i markers of one cell apart and inside it', (count) => {
    const offsets = fanOut(count, 40);
    expect(offsets).toHaveLength(count);
    for (const [index, a] of offsets.entries()) {
      expect(Math.hypot(a.eastM, a.northM)).toBeLessThanOrEqual(40.01);
      for (const b of offsets.slice(index + 1)) {
        expect(Math.hypot(a.eastM - b.eastM, a.northM - b.northM)).toBeGreaterThan(8);
      }
    }
  });

  it('opens a view cone about its heading', () => {
    const [apex, ...arc] = viewCone({ eastM: 5, northM: 5 }, 90, 20, 60);
    expect(apex).toEqual({ eastM: 5, northM: 5 });
    const middle = arc[Math.floor(arc.length / 2)];
    expect(middle?.eastM).toBeCloseTo(25, 5);
    expect(middle?.northM).toBeCloseTo(5, 5);
    for (const point of arc) expect(Math.hypot(point.eastM - 5, point.northM - 5)).toBeCloseTo(20, 5);
  });

  it.each([
    [99, 50],
    [100, 100],
    [30, 20],
    [7, 5],
    [1_900, 1_000],
  ])('of at most %i m draws a bar of %i m', (atMost, bar) => expect(roundLengthM(atMost)).toBe(bar));

  it('a coarse place is a place, also at the ends of the map', () => {
    for (const latitude of [-85, 85]) {
      for (const longitude of [-180, 180, -179.99999, 0]) {
        const coarse = coarsen({ latitude, longitude });
        expect(positionSchema.safeParse(coarse).success, JSON.stringify(coarse)).toBe(true);
        expect(coarsen(coarse)).toEqual(coarse);
      }
    }
  });
});
