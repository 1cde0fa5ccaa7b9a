import { type Vector, vector } from '../draw/vector.ts';
import { bounce, type Moment, swing } from '../music/score.ts';
import type { Stance } from './body.ts';

const v = vector;

/** Shared by guitarist and bassist. The neck points to their left and up by `lift`, m. */
export function guitarStance(moment: Moment, at: Vector, lift: number, hipZ: number): Stance {
  const strum = swing(moment, 1);
  const slide = 0.1 * swing(moment, 8);
  return {
    at,
    facing: 0.2 * swing(moment, 16),
    hipZ: hipZ - 0.06 * (1 - bounce(moment)),
    leanAhead: 0.02 + 0.05 * swing(moment, 4),
    leanLeft: -0.05 * swing(moment, 2),
    nod: 0.04 + 0.07 * moment.pulse,
    turn: 0.15 * swing(moment, 16, 0.3),
    leftHand: v(0.55 + slide, 0.28, hipZ + 0.22 + lift + slide * 0.4),
    rightHand: v(-0.1, 0.26, hipZ + 0.12 + 0.07 * strum),
    leftFoot: v(0.27, 0.1, 0),
    rightFoot: v(-0.25, -0.06, 0),
  };
}
