/**
 * A screen shows frames only at its refreshes, so each frame waits up to one interval for the first refresh after it is
 * due. If the frames of two tiles are due on different sides of a refresh, their waits differ by a whole interval. So
 * the grid delay is moved, by less than an interval, to a phase at which few frames are due close to a refresh: four
 * tiles are then never further apart than three quarters of an interval. Phases are shares of an interval, from 0 to 1.
 */

/** Phases that are tried. */
const candidates = 24;
/** Exponent of a frame's weight: the nearer a frame is to a phase, the more it counts against it. */
const nearness = 6;
/** A phase is kept until another one has clearly fewer frames near it: moving it costs some tiles a refresh. */
const worthShare = 0.6;
/** Below this share of frames near it a phase is good enough to keep. */
const calm = 0.02;

export const phaseOf = (ms: number, intervalMs: number): number => ((ms / intervalMs) % 1) + (ms < 0 ? 1 : 0);

function distance(a: number, b: number): number {
  const apart = Math.abs(a - b) % 1;
  return Math.min(apart, 1 - apart);
}

/** Share of these phases that are near one, weighted by distance; 0 for none to 1 for all. */
function crowdAt(phase: number, phases: readonly number[]): number {
  return phases.reduce((sum, each) => sum + (1 - 2 * distance(each, phase)) ** nearness, 0) / phases.length;
}

/** The phase with the fewest frames near it; `now` if moving is not worth it. */
export function quietPhase(phases: readonly number[], now: number): number {
  if (phases.length === 0) return now;
  const here = crowdAt(now, phases);
  if (here <= calm) return now;
  const crowds = Array.from({ length: candidates }, (_, index) => crowdAt(index / candidates, phases));
  const least = Math.min(...crowds);
  return least < here * worthShare ? crowds.indexOf(least) / candidates : now;
}

/**
 * Frames captured up to this instant are shown at a refresh: about `delayMs` before it, at the chosen phase. Phases are
 * of capture times against refreshes.
 */
export function dueBy(refreshAt: number, delayMs: number, phase: number, intervalMs: number): number {
  return refreshAt + (Math.round(-delayMs / intervalMs - phase) + phase) * intervalMs;
}
