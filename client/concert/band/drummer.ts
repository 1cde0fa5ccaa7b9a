import type { Color } from '../draw/color.ts';
import { between, lengthOf, minus, plus, times, type Vector, vector } from '../draw/vector.ts';
import { type Moment, swing } from '../music/score.ts';
import { stage } from '../stage/stageSize.ts';
import { type Body, bodyOf, type Stance } from './body.ts';
import { drumSpots } from './drumKit.ts';
import { type Clothes, dressed, type Figure, type Part } from './figure.ts';

const v = vector;
const skin: Color = [0.7, 0.48, 0.36];
const clothes: Clothes = {
  skin,
  top: [0.15, 0.4, 0.42],
  sleeves: skin,
  trousers: [0.12, 0.12, 0.14],
  shoes: [0.2, 0.2, 0.2],
  build: 0.95,
};
const at = v(0.05, 6.35, stage.riserZ);
const stickM = 0.42;

/** What each hand hits, and how high the hand is lifted, 0 to 1. */
type Strokes = { left: Vector; leftLift: number; right: Vector; rightLift: number };

/** 1 on the stroke, 0 between two. */
const hit = (share: number) => Math.max(0, 1 - Math.min(share, 1 - share) * 3.2);

/** Right hand: hi-hat in eighths, and a crash when a bar starts; left hand: snare on two and four. */
function strokesAt({ beats, barShare }: Moment): Strokes {
  const crash = Math.max(0, 1 - Math.min(barShare, 1 - barShare) * 11);
  return {
    left: drumSpots.snare,
    leftLift: 1 - hit(((beats + 1) / 2) % 1) ** 2,
    right: between(drumSpots.hat, drumSpots.crash, crash),
    rightLift: 1 - hit((beats * 2) % 1),
  };
}

function stanceAt(moment: Moment, { left, leftLift, right, rightLift }: Strokes): Stance {
  // Drums are relative to the scene's origin, hands to the stool; the drummer faces the crowd.
  const over = (spot: Vector, lift: number) => v(spot.x - at.x, at.y - spot.y - 0.28, spot.z - at.z + 0.08 + lift);
  return {
    at,
    facing: 0,
    hipZ: 0.56,
    leanAhead: 0.08 + 0.03 * moment.pulse,
    leanLeft: 0.03 * swing(moment, 2),
    nod: 0.05 + 0.08 * moment.pulse,
    turn: 0.12 * swing(moment, 8),
    leftHand: over(left, 0.5 * leftLift),
    rightHand: over(right, 0.26 * rightLift),
    leftFoot: v(0.32, 0.45, 0.02),
    rightFoot: v(-0.22, 0.55, 0.02),
  };
}

function stick(hand: Vector, spot: Vector, lift: number): Part {
  const toEnd = minus(plus(spot, v(0, 0, lift)), hand);
  const tip = plus(hand, times(toEnd, stickM / Math.max(0.2, lengthOf(toEnd))));
  return { shape: 'limb', points: [hand, tip], widthM: 0.03, color: [0.85, 0.7, 0.45], lifted: 0.1 };
}

function curls({ head, ahead, up }: Body): Part {
  const middle = plus(head, plus(times(ahead, -0.05), times(up, 0.05)));
  return { shape: 'ball', at: middle, radiusM: 0.175, color: [0.2, 0.12, 0.08] };
}

const stool: Part = {
  shape: 'limb',
  points: [plus(at, v(0, 0.02, 0)), plus(at, v(0, 0.02, 0.48))],
  widthM: 0.28,
  color: [0.1, 0.1, 0.1],
};

/** Sits behind the drums, with a head of curls. */
export function drummer(moment: Moment): Figure {
  const strokes = strokesAt(moment);
  const body = bodyOf(stanceAt(moment, strokes));
  const [leftArm, rightArm] = body.arms;
  const parts = [
    ...dressed(body, clothes),
    curls(body),
    stool,
    ...(leftArm ? [stick(leftArm.hand, strokes.left, 0.9 * strokes.leftLift)] : []),
    ...(rightArm ? [stick(rightArm.hand, strokes.right, 0.4 * strokes.rightLift)] : []),
  ];
  return { at, parts };
}
