export const clamp = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value));
export const mix = (a: number, b: number, share: number): number => a + (b - a) * share;

/** Smoothstep: 0 at `from`, 1 at `to`. */
export function smooth(from: number, to: number, value: number): number {
  const share = clamp((value - from) / (to - from), 0, 1);
  return share * share * (3 - 2 * share);
}

/** A pseudo-random number from 0 to 1, always the same for the same arguments, so that all cameras agree. */
export function chance(index: number, kind = 0): number {
  let hash = Math.imul(index | 0, 0x9e3779b1) ^ Math.imul((kind | 0) + 0x7f4a7c15, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}
