import type { Color } from '../draw/color.ts';
import { plus, times, type Vector } from '../draw/vector.ts';
import type { Body } from './body.ts';

/**
 * A part of a performer. A limb is a thick line, a ball is round from all sides, a plate is flat, a cloth
 * is a cone around the line between two points. A `lifted` part is drawn as if it were that many
 * metres nearer; a part that `isSmall` is drawn only when near.
 */
export type Part = { color: Color; lifted?: number; isSmall?: boolean } & (
  | { shape: 'limb'; points: readonly Vector[]; widthM: number }
  | { shape: 'ball'; at: Vector; radiusM: number }
  | { shape: 'plate'; outline: readonly Vector[] }
  | { shape: 'cloth'; from: Vector; to: Vector; fromM: number; toM: number }
);

/** A performer at one instant, and whether the follow spot is on them. */
export type Figure = { at: Vector; parts: readonly Part[]; isInSpot?: boolean };

/** `build` makes limbs and trunk thinner; 1 is stout. */
export type Clothes = { skin: Color; top: Color; sleeves: Color; trousers: Color; shoes: Color; build: number };

const from = (at: Vector, ...ways: [direction: Vector, metres: number][]): Vector =>
  ways.reduce((sum, [direction, metres]) => plus(sum, times(direction, metres)), at);

/** Legs, trunk, arms and head of a dressed body; each performer adds hair, hat and instrument. */
export function dressed(body: Body, clothes: Clothes): Part[] {
  const { hips, chest, neck, head, ahead, up, arms, legs } = body;
  const { build } = clothes;
  const shoulders = arms.map(({ shoulder }) => shoulder);
  return [
    ...legs.flatMap(({ hip, knee, foot, toe }): Part[] => [
      { shape: 'limb', points: [hip, knee, foot], widthM: 0.15 * build, color: clothes.trousers },
      { shape: 'limb', points: [foot, toe], widthM: 0.11, color: clothes.shoes, isSmall: true },
    ]),
    {
      shape: 'cloth',
      from: from(hips, [up, -0.06]),
      to: from(chest, [up, 0.1]),
      fromM: 0.16 * build,
      toM: 0.19 * build,
      color: clothes.top,
    },
    { shape: 'limb', points: shoulders, widthM: 0.15 * build, color: clothes.top },
    ...arms.flatMap(({ shoulder, elbow, hand }): Part[] => [
      { shape: 'limb', points: [shoulder, elbow], widthM: 0.115 * build, color: clothes.sleeves },
      { shape: 'limb', points: [elbow, hand], widthM: 0.09 * build, color: clothes.skin },
      { shape: 'ball', at: hand, radiusM: 0.055 * build, color: clothes.skin, isSmall: true },
    ]),
    { shape: 'limb', points: [neck, head], widthM: 0.1, color: clothes.skin, isSmall: true },
    { shape: 'ball', at: from(head, [ahead, 0.02]), radiusM: 0.115, color: clothes.skin },
  ];
}

/** A guitar from the bridge at the hip up along the neck, its face ahead. */
export function guitarParts(bridge: Vector, headstock: Vector, body: Body, color: Color, sizeM: number): Part[] {
  const toEnd = plus(headstock, times(bridge, -1));
  const alongNeck = times(toEnd, 1 / Math.hypot(toEnd.x, toEnd.y, toEnd.z));
  // Outline of a solid-body guitar along and across the neck, relative to its size.
  const outline: [number, number][] = [
    [-0.5, 0.12],
    [-0.52, -0.14],
    [-0.36, -0.4],
    [-0.1, -0.3],
    [0.18, -0.26],
    [0.46, -0.36],
    [0.36, -0.1],
    [0.36, 0.12],
    [0.54, 0.34],
    [0.14, 0.24],
    [-0.12, 0.3],
    [-0.34, 0.4],
  ];
  const at = (along: number, across: number) => from(bridge, [alongNeck, along * sizeM], [body.up, across * sizeM]);
  const front = from(bridge, [body.ahead, 0.02]);
  return [
    { shape: 'plate', outline: outline.map(([along, across]) => at(along, across)), color, lifted: 0.05 },
    { shape: 'limb', points: [at(0.3, 0), headstock], widthM: 0.055, color: [0.5, 0.36, 0.2], lifted: 0.06 },
    {
      shape: 'limb',
      points: [headstock, from(headstock, [alongNeck, 0.14])],
      widthM: 0.09,
      color: [0.2, 0.14, 0.1],
      lifted: 0.06,
      isSmall: true,
    },
    {
      shape: 'limb',
      points: [from(front, [alongNeck, -0.08]), from(front, [alongNeck, 0.12])],
      widthM: 0.07,
      color: [0.7, 0.7, 0.72],
      lifted: 0.05,
      isSmall: true,
    },
  ];
}
