import { dot, lengthOf, minus, plus, times, unit, type Vector, vector } from '../draw/vector.ts';

/**
 * The pose of a performer. Local points are relative to the floor between
 * the feet: x to the performer's left, y ahead, z up, in m.
 */
export type Stance = {
  at: Vector;
  /** Radians to the left, from facing the crowd. */
  facing: number;
  /** Height of the hips, and offset of chest and head from them ahead and sideways, m. */
  hipZ: number;
  leanAhead: number;
  leanLeft: number;
  /** How far the head moves ahead and to the left, m. */
  nod: number;
  turn: number;
  leftHand: Vector;
  rightHand: Vector;
  leftFoot: Vector;
  rightFoot: Vector;
};

/** Converts local points into points of the scene. */
export type LocalToScene = (local: Vector) => Vector;

export function localToSceneOf({ at, facing }: Pick<Stance, 'at' | 'facing'>): LocalToScene {
  const ahead = vector(Math.sin(facing), -Math.cos(facing), 0);
  const left = vector(Math.cos(facing), Math.sin(facing), 0);
  return ({ x, y, z }) => vector(at.x + left.x * x + ahead.x * y, at.y + left.y * x + ahead.y * y, at.z + z);
}

/**
 * The joint between two bones that connect two points, bent towards `bend`. If the bones are too short, the
 * limb is straight.
 */
export function jointBetween(from: Vector, to: Vector, firstM: number, secondM: number, bend: Vector): Vector {
  const toEnd = minus(to, from);
  const distance = Math.min(lengthOf(toEnd), firstM + secondM - 1e-3);
  const along = unit(toEnd);
  const share = (firstM ** 2 - secondM ** 2 + distance ** 2) / (2 * Math.max(distance, 1e-3));
  const height = Math.sqrt(Math.max(0, firstM ** 2 - share ** 2));
  const aside = unit(minus(bend, times(along, dot(bend, along))));
  return plus(from, plus(times(along, share), times(aside, height)));
}

/** The end of a limb, limited to its length: bones do not stretch. */
export function limbEnd(from: Vector, to: Vector, lengthM: number): Vector {
  const toEnd = minus(to, from);
  const distance = lengthOf(toEnd);
  return distance <= lengthM ? to : plus(from, times(toEnd, lengthM / distance));
}

export const armM = { upper: 0.3, lower: 0.27 };
export const legM = { upper: 0.46, lower: 0.46 };

export type Body = {
  hips: Vector;
  chest: Vector;
  neck: Vector;
  head: Vector;
  /** Unit vectors in the scene. */
  ahead: Vector;
  left: Vector;
  up: Vector;
  arms: { shoulder: Vector; elbow: Vector; hand: Vector }[];
  legs: { hip: Vector; knee: Vector; foot: Vector; toe: Vector }[];
};

/** Left arm and leg first. */
export function bodyOf(stance: Stance): Body {
  const { hipZ, leanAhead, leanLeft, nod, turn } = stance;
  const frame = localToSceneOf(stance);
  const origin = frame(vector(0, 0, 0));
  const direction = (local: Vector) => minus(frame(local), origin);
  const [ahead, left, up] = [direction(vector(0, 1, 0)), direction(vector(1, 0, 0)), vector(0, 0, 1)];
  const local = (x: number, y: number, z: number) => frame(vector(x, y, z));

  const arm = (side: 1 | -1, target: Vector) => {
    const shoulder = local(leanLeft + side * 0.19, leanAhead, hipZ + 0.49);
    const hand = limbEnd(shoulder, frame(target), armM.upper + armM.lower);
    const bend = plus(times(left, side * 0.8), plus(times(up, -0.7), times(ahead, -0.35)));
    return { shoulder, elbow: jointBetween(shoulder, hand, armM.upper, armM.lower, bend), hand };
  };
  const leg = (side: 1 | -1, target: Vector) => {
    const hip = local(side * 0.1, 0, hipZ - 0.02);
    const foot = limbEnd(hip, frame(plus(target, vector(0, 0, 0.06))), legM.upper + legM.lower);
    const knee = jointBetween(hip, foot, legM.upper, legM.lower, plus(ahead, times(left, side * 0.25)));
    return {
      hip,
      knee,
      foot,
      toe: plus(foot, plus(times(ahead, 0.17), plus(times(left, side * 0.06), times(up, -0.04)))),
    };
  };
  return {
    hips: local(0, 0, hipZ),
    chest: local(leanLeft * 0.8, leanAhead * 0.8, hipZ + 0.36),
    neck: local(leanLeft * 1.05, leanAhead * 1.05, hipZ + 0.52),
    head: local(leanLeft * 1.2 + turn * 0.3, leanAhead * 1.2 + nod, hipZ + 0.7 - Math.abs(nod) * 0.3),
    ahead,
    left,
    up,
    arms: [arm(1, stance.leftHand), arm(-1, stance.rightHand)],
    legs: [leg(1, stance.leftFoot), leg(-1, stance.rightFoot)],
  };
}
