import type { Color } from '../draw/color.ts';
import { smooth } from '../draw/number.ts';
import { between, plus, times, type Vector, vector } from '../draw/vector.ts';
import { bounce, type Moment, swing } from '../music/score.ts';
import { stage } from '../stage/stageSize.ts';
import { type Body, bodyOf, localToSceneOf, type Stance } from './body.ts';
import { type Clothes, dressed, type Figure, type Part } from './figure.ts';

const v = vector;
const { deckZ } = stage;
const skin: Color = [0.82, 0.56, 0.42];
const gold: Color = [1, 0.78, 0.42];
const red: Color = [0.5, 0.15, 0.08];
const clothes: Clothes = {
  skin,
  top: gold,
  sleeves: skin,
  trousers: [0.7, 0.48, 0.38],
  shoes: [0.3, 0.12, 0.1],
  build: 0.78,
};

/** The arm goes up when a bar starts, in every other bar of the verse and every bar of the chorus; 0 to 1. */
export function armRaised(moment: Moment): number {
  const { bar, barShare, energy } = moment;
  const wants = bar % 2 === 0 ? 1 : energy;
  const rise = smooth(0, 0.06, barShare) * (1 - smooth(0.42, 0.6, barShare)) + smooth(0.94, 1, barShare) * 0.5;
  return wants * Math.min(1, rise);
}

export const singerPosition = (moment: Moment): Vector =>
  v(1.5 * swing(moment, 32), 1.5 + 0.3 * swing(moment, 24), deckZ);

function stanceAt(moment: Moment): Stance {
  const walk = swing(moment, 32);
  const step = swing(moment, 4);
  const low = v(0.42, 0.2 + 0.08 * step, 1.02);
  const high = v(0.26 + 0.08 * swing(moment, 1), 0.12, 2.1 + 0.06 * swing(moment, 1));
  return {
    at: plus(singerPosition(moment), v(0, 0, 0.13 * moment.energy * bounce(moment))),
    facing: 0.3 * walk + 0.18 * swing(moment, 8),
    hipZ: 0.93 - 0.05 * (1 - bounce(moment)),
    leanAhead: 0.05 + 0.05 * swing(moment, 8),
    leanLeft: 0.05 * step,
    nod: 0.02 + 0.03 * moment.pulse,
    turn: 0.1 * swing(moment, 16),
    leftHand: between(low, high, armRaised(moment)),
    rightHand: v(-0.09, 0.2, 1.5),
    leftFoot: v(0.16, 0.1 * step, 0),
    rightFoot: v(-0.16, -0.1 * step, 0),
  };
}

function dress({ chest, hips, up, left }: Body, step: number): Part[] {
  const [waist, hem] = [plus(hips, times(up, 0.07)), plus(hips, plus(times(up, -0.4), times(left, 0.07 * step)))];
  return [
    { shape: 'cloth', from: chest, to: waist, fromM: 0.15, toM: 0.105, color: gold, lifted: 0.03 },
    { shape: 'cloth', from: waist, to: hem, fromM: 0.1, toM: 0.3, color: gold, lifted: 0.04 },
  ];
}

function longHair({ head, ahead, left, up }: Body, whip: number): Part[] {
  const behind = (metres: number, aside: number, lift: number) =>
    plus(head, plus(times(ahead, -metres), plus(times(left, aside), times(up, lift))));
  const lock = [behind(0.06, 0.02, 0), behind(0.13, whip * 0.6, -0.22), behind(0.14, whip * 1.6, -0.46)];
  return [
    { shape: 'ball', at: behind(0.05, 0, 0.04), radiusM: 0.14, color: red },
    { shape: 'limb', points: lock, widthM: 0.18, color: red },
  ];
}

function microphone(hand: Vector, mouth: Vector): Part[] {
  const near = { lifted: 0.1, isSmall: true };
  return [
    { shape: 'limb', points: [hand, mouth], widthM: 0.05, color: [0.5, 0.5, 0.52], ...near },
    { shape: 'ball', at: mouth, radiusM: 0.045, color: [0.25, 0.25, 0.27], ...near },
  ];
}

/** Long hair, a sparkling dress and a microphone; walks along the front of the stage. */
export function singer(moment: Moment): Figure {
  const stance = stanceAt(moment);
  const body = bodyOf(stance);
  const mouth = localToSceneOf(stance)(v(stance.leanLeft, stance.leanAhead + 0.17, stance.hipZ + 0.66));
  const parts = [
    ...dressed(body, clothes),
    ...dress(body, swing(moment, 4)),
    ...longHair(body, 0.09 * swing(moment, 4, 0.1)),
    ...microphone(body.arms[1]?.hand ?? mouth, mouth),
  ];
  return { at: stance.at, parts, isInSpot: true };
}
