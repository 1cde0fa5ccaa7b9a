/**
 * Browsers take abs-capture-time from a clock that they fit to the arrival of frames (libwebrtc's timestamp aligner). A
 * frame that arrives late, the first one above all, makes all later values of the track too early by up to half its
 * lateness: 20 ms are common. The phone knows when it took each frame, so it can measure that. All in ms, on the
 * phone's clock.
 */

/** An abs-capture-time is hardly ever later than the frame … */
const latestMs = 8;
/** … and never earlier by more than this: then the phone has missed the frame itself. */
const earliestMs = 100;
/** This many of the newest samples count; most of them must agree, or the phone is too busy to measure. */
export const samplesThatCount = 5;
const agreeing = 3;
const agreeWithinMs = 4;

/**
 * Error of an abs-capture-time, given when frames were taken; negative if it is too early. It is taken for the first
 * frame that it can belong to: an error larger than one frame interval looks like a smaller one. Null without such a
 * frame.
 */
export function captureTimeErrorOf(absCaptureMs: number, takenAt: readonly number[]): number | null {
  const first = Math.min(...takenAt.filter((ms) => ms >= absCaptureMs - latestMs));
  return first - absCaptureMs <= earliestMs ? absCaptureMs - first : null;
}

/** The median error of the newest samples; null while too few of them agree with it. */
export function medianError(samples: readonly number[]): number | null {
  const newest = samples.slice(-samplesThatCount).sort((a, b) => a - b);
  const middle = newest[Math.floor(newest.length / 2)] ?? 0;
  const agreed = newest.filter((sample) => Math.abs(sample - middle) <= agreeWithinMs);
  return agreed.length >= agreeing ? middle : null;
}
