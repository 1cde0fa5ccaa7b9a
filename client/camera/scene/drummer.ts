import { bodyOf, type Stance } from './body.ts';
import type { Color } from './color.ts';
import { drumSpots } from './drumKit.ts';
import { dressed, type Figure, type Part } from './figure.ts';
import { type Moment, swing } from './score.ts';
import { stage } from './stageSize.ts';
import { between, minus, plus, times, type Vector, vector } from './vector.ts';

const v = vector;
const skin: Color = [0.7, 0.48, 0.36];

/** Sits behind the drums: the right hand rides the hi-hat, the left hits the snare on two and four, a crash each bar. */
export function drummer(moment: Moment): Figure {
  const { beats, barShare } = moment;
  const eighth = (beats * 2) % 1;
  const hit = (share: number) => Math.max(0, 1 - Math.min(share, 1 - share) * 3.2);
  const at = v(0.05, 6.35, stage.riserZ);
  const local = (point: Vector) => {
    const way = minus(point, at);
    return v(way.x, -way.y, way.z);
  };
  const backbeat = hit(((beats + 1) / 2) % 1) ** 2;
  const isCrash = barShare < 0.1 || barShare > 0.92;
  const crashes = isCrash ? 1 - Math.min(barShare, 1 - barShare) * 8 : 0;
  const over = (spot: Vector, lift: number) => plus(local(spot), v(0, -0.28, 0.08 + lift));
  const rightSpot = between(drumSpots.hat, drumSpots.crash, Math.max(0, crashes));
  const stance: Stance = {
    at,
    facing: 0,
    hipZ: 0.56,
    leanAhead: 0.08 + 0.03 * moment.pulse,
    leanLeft: 0.03 * swing(moment, 2),
    nod: 0.05 + 0.08 * moment.pulse,
    turn: 0.12 * swing(moment, 8),
    leftHand: over(drumSpots.snare, 0.5 * (1 - backbeat)),
    rightHand: over(rightSpot, 0.26 * (1 - hit(eighth))),
    leftFoot: v(0.32, 0.45, 0.02),
    rightFoot: v(-0.22, 0.55, 0.02),
  };
  const body = bodyOf(stance);
  const { head, ahead, up, arms } = body;
  const stick = (hand: Vector, spot: Vector, lift: number): Part => {
    const towards = minus(plus(spot, times(up, lift)), hand);
    const tip = plus(hand, times(towards, 0.42 / Math.max(0.2, Math.hypot(towards.x, towards.y, towards.z))));
    return { shape: 'limb', points: [hand, tip], widthM: 0.03, color: [0.85, 0.7, 0.45], lifted: 0.1 };
  };
  const [leftArm, rightArm] = arms;
  const curls: Color = [0.2, 0.12, 0.08];
  const parts: Part[] = [
    ...dressed(body, {
      skin,
      top: [0.15, 0.4, 0.42],
      sleeves: skin,
      trousers: [0.12, 0.12, 0.14],
      shoes: [0.2, 0.2, 0.2],
      build: 0.95,
    }),
    { shape: 'ball', at: plus(head, plus(times(ahead, -0.05), times(up, 0.05))), radiusM: 0.175, color: curls },
    {
      shape: 'limb',
      points: [plus(at, v(0, 0.02, 0)), plus(at, v(0, 0.02, 0.48))],
      widthM: 0.28,
      color: [0.1, 0.1, 0.1],
    },
    ...(leftArm ? [stick(leftArm.hand, drumSpots.snare, 0.9 * (1 - backbeat))] : []),
    ...(rightArm ? [stick(rightArm.hand, rightSpot, 0.4 * (1 - hit(eighth)))] : []),
  ];
  return { at, parts };
}
