/**
 * Browsers stamp a frame by a clock that they fit to when frames came in (libwebrtc's timestamp aligner), and a frame that
 * came late, the first one above all, leaves all later stamps of the track early by as much as half its lateness: 20 ms are
 * common. The phone knows when it took each frame, so it can tell. All in ms, on the phone's clock.
 */

/** A stamp is hardly ever late … */
const latestMs = 8;
/** … and not so early: then it is of a frame that the phone did not note. */
const earliestMs = 100;
/** So many of the newest samples count; most of them must agree, or the phone is too busy to tell. */
export const samplesThatCount = 5;
const agreeing = 3;
const agreeWithinMs = 4;

/**
 * By how much a stamp errs, given when frames were taken: negative where it is early. It is of the first frame that it can
 * be of: an error of more than the time between two frames cannot be told from a smaller one. Null where there is none.
 */
export function captureTimeErrorOf(stampMs: number, takenAt: readonly number[]): number | null {
  const first = Math.min(...takenAt.filter((ms) => ms >= stampMs - latestMs));
  return first - stampMs <= earliestMs ? stampMs - first : null;
}

/** The usual error of the newest samples; null while too few of them agree. */
export function usualError(samples: readonly number[]): number | null {
  const newest = samples.slice(-samplesThatCount).sort((a, b) => a - b);
  const middle = newest[Math.floor(newest.length / 2)] ?? 0;
  const agreed = newest.filter((sample) => Math.abs(sample - middle) <= agreeWithinMs);
  return agreed.length >= agreeing ? middle : null;
}
