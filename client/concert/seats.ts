import type { Color } from './draw/color.ts';
import type { CameraView } from './draw/lens.ts';
import { type Vector, vector } from './draw/vector.ts';

/** Where somebody films from, and how their phone renders light and sound. */
export type Seat = CameraView & {
  /** Position in the order around the stage. */
  index: number;
  exposure: number;
  tint: Color;
  /** Low-pass cut-off of the sound at this seat, Hz, and its loudness, 0 to 1. */
  brightHz: number;
  loudness: number;
  /** Seeds the sway of the hand that holds the phone. */
  seed: number;
};

type Row = [
  from: Vector,
  to: Vector,
  openingDegrees: number,
  exposure: number,
  tint: Color,
  brightHz: number,
  loudness: number,
];

const v = vector;

const middle: Row = [v(0.6, -9.6, 2.4), v(0, 5, 3.7), 62, 1, [1, 1, 1], 11_000, 0.9];

/** Around the stage to the right, as the crowd faces it. Phones see about 65°; distant ones zoom in. */
const rows: Row[] = [
  middle,
  // The balcony on the right.
  [v(10.5, -20.5, 8.6), v(0.5, 2.4, 3.1), 34, 1.04, [1.04, 0.98, 0.94], 5_000, 0.7],
  // The first row, right.
  [v(3.4, -2.6, 2.05), v(-0.7, 3.2, 3.05), 68, 1.06, [1.02, 1, 0.95], 14_000, 1],
  // The right edge of the crowd.
  [v(11, -5.8, 3.1), v(0.3, 2.8, 3.2), 48, 0.98, [0.93, 1, 1.05], 7_000, 0.85],
  // The right wing.
  [v(6.4, 0.9, 3.05), v(-1.8, 2.3, 2.55), 68, 1.05, [1.05, 0.98, 0.95], 4_000, 0.8],
  // Upstage right.
  [v(5.6, 7.4, 3.5), v(-1.2, -2.6, 1.9), 64, 1, [0.95, 1, 1.06], 2_800, 0.75],
  // Behind the drums.
  [v(-1.5, 8.15, 3.95), v(0.5, -3.5, 1.9), 70, 1.05, [1.04, 1, 0.94], 3_600, 0.9],
  // Upstage left.
  [v(-5.4, 6.9, 3), v(1.6, -3, 2), 64, 1.02, [1, 1, 1], 2_800, 0.75],
  // The left wing.
  [v(-6.4, 0.5, 2.5), v(0.9, 3.2, 2.95), 64, 0.96, [0.95, 0.99, 1.06], 4_400, 0.8],
  // The left edge of the crowd.
  [v(-8.6, -6.6, 2.9), v(0.1, 3, 3.3), 54, 1.08, [1.05, 1, 0.93], 7_000, 0.85],
  // The first row, left.
  [v(-2, -2.7, 1.95), v(0.5, 3.4, 3.1), 70, 1, [0.97, 1, 1.03], 14_000, 1],
  // The sound tower, far back.
  [v(-4.2, -27, 5), v(0, 3, 3.7), 30, 1.02, [1, 0.97, 1], 6_000, 0.7],
];

export const seatCount = rows.length;

/** `of` cameras are spread evenly around the stage; if there are more cameras than seats, they share them. */
export function seatAt(camera: number, of: number): Seat {
  const index = Math.round((camera * seatCount) / Math.max(1, of)) % seatCount;
  const [from, to, openingDegrees, exposure, tint, brightHz, loudness] = rows[index] ?? middle;
  return { index, from, to, openingDegrees, exposure, tint, brightHz, loudness, seed: camera + 1 };
}
