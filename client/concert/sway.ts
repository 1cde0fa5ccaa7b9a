import { clamp } from './draw/number.ts';

/** How far a hand shifts the picture, px, and the lens, m, which shifts near things more. */
export type Sway = { xPx: number; yPx: number; rightM: number; upM: number };

/** Amplitude of a hand-held phone: its angle, degrees, and its position, m. */
const wanderDegrees = 0.55;
const wanderM = 0.02;

/** Slow drift, breathing and a slight tremor, with periods (s) that rarely coincide. */
function wander(seconds: number, seed: number): number {
  const wave = (period: number, offset: number) => Math.sin((seconds / period + seed * offset) * 2 * Math.PI);
  return 0.6 * wave(7.3, 0.37) + 0.35 * wave(3.1, 0.71) + 0.12 * wave(0.83, 0.13);
}

/** Each seed is another hand. */
export function swayAt(ms: number, seed: number, focalPx: number): Sway {
  // Ms since 1970 are so large that rounding would make the shortest wave jump; modulo an hour they are not.
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

/** Shift of things at this depth, in whole px: canvases copy ten times faster at whole px. */
export function shiftOf({ xPx, yPx, rightM, upM }: Sway, focalPx: number, depth: number, maxPx: number) {
  const perM = focalPx / Math.max(depth, 0.5);
  return {
    x: Math.round(clamp(xPx - rightM * perM, -maxPx, maxPx)),
    y: Math.round(clamp(yPx + upM * perM, -maxPx, maxPx)),
  };
}
