import type { Color } from '../draw/color.ts';
import { mix } from '../draw/number.ts';
import { lengthOf, minus, type Vector, vector } from '../draw/vector.ts';

/** Lamps of one group are dimmed together. */
export const lampGroups = ['back', 'side', 'warm', 'white'] as const;
export type LampGroup = (typeof lampGroups)[number];

type Lamps = {
  color: Color;
  at: readonly Vector[];
  /** At this distance the light has half its strength, m. */
  rangeM: number;
  /** Visible haze around a lamp: radius, m, and brightness, 0 to 1. */
  haze: { radiusM: number; level: number };
};

/** `count` positions side by side across the stage. */
export const rowOf = (count: number, halfM: number, y: number, z: number): Vector[] =>
  Array.from({ length: count }, (_, index) => vector(mix(-halfM, halfM, index / (count - 1)), y, z));

export const lamps: Record<LampGroup, Lamps> = {
  back: { color: [0.08, 0.38, 1], at: rowOf(4, 5.4, 7.8, 7.6), rangeM: 6, haze: { radiusM: 4.4, level: 0.34 } },
  side: {
    color: [1, 0.08, 0.55],
    at: [vector(-7, 2.5, 5.4), vector(7, 2.5, 5.4), vector(-2.4, 7.9, 7.4), vector(2.4, 7.9, 7.4)],
    rangeM: 5,
    haze: { radiusM: 4.6, level: 0.3 },
  },
  // The front lamps and the light of the screen.
  warm: {
    color: [1, 0.5, 0.2],
    at: [...rowOf(2, 3.4, 0.3, 7.7), ...rowOf(2, 2.2, 8.1, 4.2)],
    rangeM: 5,
    haze: { radiusM: 5, level: 0.22 },
  },
  white: { color: [1, 0.96, 0.9], at: rowOf(4, 6, -0.1, 6.9), rangeM: 8, haze: { radiusM: 3.6, level: 0.6 } },
};

/** Light on a surface: full facing the lamp, and a little facing away, from light scattered by the haze. */
export function lightOn(group: LampGroup, point: Vector, normal: Vector): number {
  const { at, rangeM } = lamps[group];
  const sum = at.reduce((total, lamp) => {
    const toLamp = minus(lamp, point);
    const distance = lengthOf(toLamp);
    const facing = (toLamp.x * normal.x + toLamp.y * normal.y + toLamp.z * normal.z) / (distance || 1);
    return total + (0.14 + 0.86 * Math.max(0, facing)) / (1 + (distance / rangeM) ** 2);
  }, 0);
  return (sum * 4.4) / at.length;
}
