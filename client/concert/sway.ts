import { clamp } from './draw/number.ts';

/** How far a hand moves the picture, in px, and the lens aside, in m: what is near moves further. */
export type Sway = { xPx: number; yPx: number; rightM: number; upM: number };

/** How much a held phone wanders, degrees, and the hand with it, m. */
const wanderDegrees = 0.55;
const wanderM = 0.02;

/** A slow drift, breath and a little tremble, all of periods that do not meet again soon (s). */
function wander(seconds: number, seed: number): number {
  const wave = (period: number, offset: number) => Math.sin((seconds / period + seed * offset) * 2 * Math.PI);
  return 0.6 * wave(7.3, 0.37) + 0.35 * wave(3.1, 0.71) + 0.12 * wave(0.83, 0.13);
}

/** The sway of one hand at an instant; each seed is another hand. */
export function swayAt(ms: number, seed: number, focalPx: number): Sway {
  // Far from 1970 the shortest wave would lose its smoothness to rounding: an hour is long enough.
  const seconds = (ms % 3_600_000) / 1_000;
  const side = wander(seconds, seed);
  const lift = wander(seconds * 0.9 + 11, seed + 5);
  const degreePx = (focalPx * Math.PI) / 180;
  return {
    xPx: side * wanderDegrees * degreePx,
    yPx: lift * 0.7 * wanderDegrees * degreePx,
    rightM: side * wanderM,
    upM: lift * wanderM,
  };
}

/** Whole px that what is so far away moves by: pictures are copied ten times faster by whole px. */
export function shiftOf({ xPx, yPx, rightM, upM }: Sway, focalPx: number, depth: number, maxPx: number) {
  const perM = focalPx / Math.max(depth, 0.5);
  return {
    x: Math.round(clamp(xPx - rightM * perM, -maxPx, maxPx)),
    y: Math.round(clamp(yPx + upM * perM, -maxPx, maxPx)),
  };
}
