/**
 * A point or a direction in the scene, m: x to the right as seen by the crowd, y away from the crowd, z up. The
 * origin is on the ground, below the middle of the stage's front edge.
 */
export type Vector = { x: number; y: number; z: number };

export const vector = (x: number, y: number, z: number): Vector => ({ x, y, z });
export const plus = (a: Vector, b: Vector): Vector => vector(a.x + b.x, a.y + b.y, a.z + b.z);
export const minus = (a: Vector, b: Vector): Vector => vector(a.x - b.x, a.y - b.y, a.z - b.z);
export const times = (a: Vector, by: number): Vector => vector(a.x * by, a.y * by, a.z * by);
export const dot = (a: Vector, b: Vector): number => a.x * b.x + a.y * b.y + a.z * b.z;
export const cross = (a: Vector, b: Vector): Vector =>
  vector(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x);
export const lengthOf = (a: Vector): number => Math.hypot(a.x, a.y, a.z);
export const unit = (a: Vector): Vector => times(a, 1 / (lengthOf(a) || 1));
/** `a` at share 0, `b` at share 1. */
export const between = (a: Vector, b: Vector, share: number): Vector => plus(times(a, 1 - share), times(b, share));
