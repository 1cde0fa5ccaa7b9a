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
/** An earlier error is believed if so many more samples agree on it: frames at an even pace agree on several. */
const clearly = 2;

/**
 * One sample: the errors that an abs-capture-time has if it belongs to each of the frames taken then; negative where it
 * is too early.
 */
export function captureTimeErrorsOf(absCaptureMs: number, takenAt: readonly number[]): number[] {
  return takenAt.map((ms) => absCaptureMs - ms).filter((error) => error <= latestMs && error >= -earliestMs);
}

const nearest = (errors: readonly number[], to: number): number | undefined =>
  [...errors].sort((a, b) => Math.abs(a - to) - Math.abs(b - to))[0];

/**
 * The error that the newest samples agree on; null while too few do. Which frame a sample belongs to is not known: an
 * error longer than a frame's interval looks like a shorter one, but no camera is so even that all samples do so alike.
 */
export function agreedError(samples: readonly (readonly number[])[]): number | null {
  const newest = samples.slice(-samplesThatCount);
  let best: readonly number[] = [];
  for (const error of newest.flat().sort((a, b) => b - a)) {
    const agreed = newest
      .flatMap((errors) => nearest(errors, error) ?? [])
      .filter((each) => Math.abs(each - error) <= agreeWithinMs);
    if (agreed.length >= (best.length > 0 ? best.length + clearly : agreeing)) best = agreed;
  }
  return [...best].sort((a, b) => a - b)[Math.floor(best.length / 2)] ?? null;
}
