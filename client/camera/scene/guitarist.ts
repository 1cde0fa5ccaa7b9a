import { bodyOf, frameOf } from './body.ts';
import type { Color } from './color.ts';
import { dressed, type Figure, guitarParts, type Part } from './figure.ts';
import { guitarStance } from './guitarStance.ts';
import { mix } from './number.ts';
import { type Moment, swing } from './score.ts';
import { stage } from './stageSize.ts';
import { plus, times, type Vector, vector } from './vector.ts';

const v = vector;
const skin: Color = [0.82, 0.56, 0.42];

function circleOf(centre: Vector, a: Vector, b: Vector, radiusM: number): Vector[] {
  return Array.from({ length: 14 }, (_, index) => {
    const angle = (index / 14) * 2 * Math.PI;
    return plus(centre, plus(times(a, radiusM * Math.cos(angle)), times(b, radiusM * Math.sin(angle))));
  });
}

/** A wide hat and a red guitar. */
export function guitarist(moment: Moment): Figure {
  const lift = mix(0.1, 0.32, moment.energy * (0.5 + 0.5 * swing(moment, 16)));
  const stance = guitarStance(moment, v(-2.8 + 0.4 * swing(moment, 32, 0.2), 2.3, stage.deckZ), lift, 0.95);
  stance.facing += 0.25;
  const body = bodyOf(stance);
  const frame = frameOf(stance);
  const bridge = frame(v(-0.08, 0.2, stance.hipZ + 0.08));
  const headstock = frame(v(0.72, 0.26, stance.hipZ + 0.22 + lift * 1.2));
  const { head, up, left, ahead } = body;
  const felt: Color = [0.2, 0.15, 0.13];
  const brim = plus(head, times(up, 0.08));
  const parts: Part[] = [
    ...dressed(body, {
      skin,
      top: [0.75, 0.74, 0.7],
      sleeves: [0.75, 0.74, 0.7],
      trousers: [0.14, 0.16, 0.24],
      shoes: [0.3, 0.2, 0.13],
      build: 0.92,
    }),
    ...guitarParts(bridge, headstock, body, [0.85, 0.1, 0.1], 0.4),
    { shape: 'plate', outline: circleOf(brim, left, ahead, 0.25), color: felt, lifted: 0.16 },
    {
      shape: 'cloth',
      from: plus(head, times(up, 0.07)),
      to: plus(head, times(up, 0.22)),
      fromM: 0.13,
      toM: 0.1,
      color: felt,
      lifted: 0.16,
    },
    {
      shape: 'cloth',
      from: body.chest,
      to: plus(body.hips, times(up, 0.02)),
      fromM: 0.2,
      toM: 0.18,
      color: [0.26, 0.18, 0.14],
      lifted: 0.01,
    },
  ];
  return { at: stance.at, parts };
}
