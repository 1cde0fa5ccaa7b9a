/** From the path delays of tiles to one delay for the whole grid, and how well each tile keeps it. All in ms. */

/** From arrival to being shown: decoding, and waiting for the screen's next refresh. */
const marginMs = 60;
/** With less, a single late frame would be visible. */
export const minDelayMs = 120;
/** No grid is delayed by more unless its viewer asks for it. */
export const maxDelayMs = 1_500;
/** Limit of a nudge, in either direction. */
export const maxNudgeMs = 1_000;

/** Smaller increases are noise of the percentile. */
const raiseAboveMs = 15;
/** Long enough for one late group of frames to leave the 1 s window; a jittery path stays in it. */
const raiseAfterMs = 1_200;
/**
 * Typical jitter. An increase is followed at once up to this much above the path's minimum, and beyond it only once it
 * has lasted.
 */
const jitterMs = 60;
/** Rare peaks may exceed the grid delay by this much. */
const peakToleranceMs = 35;
/** The delay is lowered only if at least this much can be saved … */
const lowerBelowMs = 40;
/** … for this long: a path that was late is soon late again. */
const lowerDelayAfterMs = 10_000;
/** Larger steps are seen as a jump (measured: 25 ms are seen). */
const lowerPerSecondMs = 10;

/** The delay, and since when a larger one (at least `raiseToMs` all that time) or a smaller one has been needed. */
export type GridDelay = {
  delayMs: number;
  raiseSince: number | null;
  raiseToMs: number;
  lowerSince: number | null;
  at: number;
};

/**
 * The delay that these path delays need: each is how long after capture a tile's frames arrive (a high percentile over
 * some seconds). A path that would need more than `most` is left out: its tile alone is late.
 */
export function neededDelay(delaysMs: readonly number[], most = maxDelayMs): number {
  const reachable = delaysMs.filter((delay) => delay + marginMs <= most);
  return Math.min(most, Math.max(minDelayMs, ...reachable.map((delay) => delay + marginMs)));
}

/**
 * The delay that the grid needs, ms. `surelyMs` is computed from the minimum path delays, so jitter has no part in it.
 */
export type GridNeed = { neededMs: number; surelyMs: number };

/** The need of these path delays: the 90th percentile, the minimum and the peak of each, ms. */
export function needOf(pathDelays: readonly { p90Ms: number; minMs: number; peakMs: number }[]): GridNeed {
  return {
    neededMs: neededDelay(pathDelays.map(({ p90Ms, peakMs }) => Math.max(p90Ms, peakMs - peakToleranceMs))),
    surelyMs: neededDelay(pathDelays.map(({ minMs }) => minMs)),
  };
}

/**
 * The next delay: raised at once to what is surely needed, later to what has been needed for a while; lowered slowly,
 * after a long time.
 */
export function nextGridDelay(now: GridDelay | null, { neededMs, surelyMs }: GridNeed, at: number): GridDelay {
  const steady = { raiseSince: null, raiseToMs: 0, lowerSince: null, at };
  if (!now) return { ...steady, delayMs: neededMs };
  const { delayMs } = now;
  if (surelyMs > delayMs + raiseAboveMs) {
    return { ...steady, delayMs: Math.max(surelyMs, Math.min(neededMs, surelyMs + jitterMs)) };
  }
  if (neededMs > delayMs + raiseAboveMs) {
    const raiseSince = now.raiseSince ?? at;
    // A few late frames pass: the smallest need of this time is what the path needs from now on.
    const raiseToMs = now.raiseSince === null ? neededMs : Math.min(now.raiseToMs, neededMs);
    if (at - raiseSince >= raiseAfterMs) return { ...steady, delayMs: raiseToMs };
    return { ...steady, delayMs, raiseSince, raiseToMs };
  }
  // Once lowering has begun it goes on down to the need itself, not just to `lowerBelowMs` above it.
  const isLess = neededMs < delayMs - (now.lowerSince === null ? lowerBelowMs : 0);
  if (!isLess) return { ...steady, delayMs };
  const lowerSince = now.lowerSince ?? at;
  const stepMs = at - lowerSince >= lowerDelayAfterMs ? (lowerPerSecondMs * (at - now.at)) / 1_000 : 0;
  return { ...steady, delayMs: Math.max(neededMs, delayMs - stepMs), lowerSince };
}

export type SyncLevel = 'good' | 'fair' | 'poor' | 'unknown';

/** One frame at 30 Hz: less is not visible. */
const goodWithinMs = 33;
/** Lips and flashes begin to look wrong beyond. */
const fairWithinMs = 80;

/**
 * How well a tile that is shown `offMs` away from the grid's instant is in sync; null if its capture time is not known.
 */
export function syncLevelOf(offMs: number | null): SyncLevel {
  if (offMs === null) return 'unknown';
  const by = Math.abs(offMs);
  return by <= goodWithinMs ? 'good' : by <= fairWithinMs ? 'fair' : 'poor';
}

/** The value below which this share of the values lies; undefined of none. */
export function percentile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
