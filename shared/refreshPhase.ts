/**
 * A screen shows pictures only at its refreshes, so each waits for the next one after it is due: up to one interval, and
 * each tile its own while. Where tiles' frames fall due on both sides of a refresh, these waits differ by a whole interval.
 * So the grid's delay is moved, by less than an interval, to where few frames fall due right at a refresh: four tiles then
 * are never further apart than three quarters of one. Phases are shares of an interval, from 0 to 1.
 */

const candidates = 24;
/** The nearer a frame is to the boundary, the more it counts against it. */
const nearness = 6;
/** A boundary is kept until another one has clearly fewer frames near it: moving it costs some tiles a refresh. */
const worthShare = 0.6;
const calm = 0.02;

export const phaseOf = (ms: number, intervalMs: number): number => ((ms / intervalMs) % 1) + (ms < 0 ? 1 : 0);

function distance(a: number, b: number): number {
  const apart = Math.abs(a - b) % 1;
  return Math.min(apart, 1 - apart);
}

/** How many of these phases are near one, weighed by how near; from 0 for none to 1 for all. */
function crowdAt(phase: number, phases: readonly number[]): number {
  return phases.reduce((sum, each) => sum + (1 - 2 * distance(each, phase)) ** nearness, 0) / phases.length;
}

/** The phase with the fewest frames about it; `now`, unless that pays. */
export function quietPhase(phases: readonly number[], now: number): number {
  if (phases.length === 0) return now;
  const here = crowdAt(now, phases);
  if (here <= calm) return now;
  const crowds = Array.from({ length: candidates }, (_, index) => crowdAt(index / candidates, phases));
  const least = Math.min(...crowds);
  return least < here * worthShare ? crowds.indexOf(least) / candidates : now;
}

/**
 * Up to when a frame must have been taken to be shown at a refresh: about `delayMs` before it, at the phase that is quiet.
 * Phases are of capture times against refreshes.
 */
export function dueBy(refreshAt: number, delayMs: number, phase: number, intervalMs: number): number {
  return refreshAt + (Math.round(-delayMs / intervalMs - phase) + phase) * intervalMs;
}
