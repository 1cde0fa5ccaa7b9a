/** From the ways that pictures take to one delay for all tiles of a grid, and the mark of each. All in ms. */

/** From arrival to being drawn: decoding, and waiting for the screen's next refresh. */
const marginMs = 60;
/** Less cannot be held steadily: one late frame would show. */
export const leastDelayMs = 120;
/** More nobody gets without asking for it. */
export const mostDelayMs = 1_500;
/** Farthest that a tile may be nudged, either way. */
export const mostNudgeMs = 1_000;

/** A need this much over the delay is one; less is noise of the percentile. */
const raiseAboveMs = 15;
/** A burst that was late is over by then, and out of the second that ways are looked back on; a trembling way is not. */
const raiseAfterMs = 1_200;
/** What frames tremble by: a longer way is followed at once so far, and farther when it has lasted. */
const jitterMs = 60;
/** Of what comes late now and then no more than the worst need be waited for. */
const burstSpareMs = 35;
/** A need this much below the delay is worth a change … */
const lowerBelowMs = 40;
/** … if it has lasted: what was late once is soon late again. */
const lowerAfterMs = 10_000;
/** Larger steps are seen as a jump (measured: 25 ms are). */
const lowerPerSecondMs = 10;

/** The delay, and since when another one has been needed: at least `raiseToMs` all that time. */
export type GridDelay = {
  delayMs: number;
  raiseSince: number | null;
  raiseToMs: number;
  lowerSince: number | null;
  at: number;
};

/**
 * The delay that these ways need: each is how late a tile's frames arrive after they were taken (a high percentile over
 * some seconds). A way that no allowed delay covers is left out: its tile lags alone.
 */
export function neededDelay(delaysMs: readonly number[], most = mostDelayMs): number {
  const reachable = delaysMs.filter((delay) => delay + marginMs <= most);
  return Math.min(most, Math.max(leastDelayMs, ...reachable.map((delay) => delay + marginMs)));
}

/** What the grid needs, ms: `surelyMs` of it beyond doubt, since no frame came sooner for a while. */
export type GridNeed = { neededMs: number; surelyMs: number };

/** The need of these ways, each as `neededDelay` takes them: usual ones, the least of late, and those of bursts. */
export function needOf(pathDelays: readonly { p90Ms: number; minMs: number; peakMs: number }[]): GridNeed {
  return {
    neededMs: neededDelay(pathDelays.map(({ p90Ms, peakMs }) => Math.max(p90Ms, peakMs - burstSpareMs))),
    surelyMs: neededDelay(pathDelays.map(({ minMs }) => minMs)),
  };
}

/** Raised at once to what is surely needed, or has been for a while; lowered slowly when it has been less for long. */
export function nextGridDelay(now: GridDelay | null, { neededMs, surelyMs }: GridNeed, at: number): GridDelay {
  const steady = { raiseSince: null, raiseToMs: 0, lowerSince: null, at };
  if (!now) return { ...steady, delayMs: neededMs };
  const { delayMs } = now;
  if (surelyMs > delayMs + raiseAboveMs) {
    return { ...steady, delayMs: Math.max(surelyMs, Math.min(neededMs, surelyMs + jitterMs)) };
  }
  if (neededMs > delayMs + raiseAboveMs) {
    const raiseSince = now.raiseSince ?? at;
    // A burst that was late passes; what is always needed is the new way.
    const raiseToMs = now.raiseSince === null ? neededMs : Math.min(now.raiseToMs, neededMs);
    if (at - raiseSince >= raiseAfterMs) return { ...steady, delayMs: raiseToMs };
    return { ...steady, delayMs, raiseSince, raiseToMs };
  }
  // Once it has begun, the way down goes on to the need itself, not just to where it would begin.
  const isLess = neededMs < delayMs - (now.lowerSince === null ? lowerBelowMs : 0);
  if (!isLess) return { ...steady, delayMs };
  const lowerSince = now.lowerSince ?? at;
  const stepMs = at - lowerSince >= lowerAfterMs ? (lowerPerSecondMs * (at - now.at)) / 1_000 : 0;
  return { ...steady, delayMs: Math.max(neededMs, delayMs - stepMs), lowerSince };
}

export type SyncLevel = 'good' | 'fair' | 'poor' | 'unknown';

/** A frame at 30 Hz: less is not seen. */
const goodWithinMs = 33;
/** Lips and flashes begin to look wrong beyond. */
const fairWithinMs = 80;

/** The mark of a tile that is shown so much off the grid's instant; null where its time is not known. */
export function syncLevelOf(offMs: number | null): SyncLevel {
  if (offMs === null) return 'unknown';
  const by = Math.abs(offMs);
  return by <= goodWithinMs ? 'good' : by <= fairWithinMs ? 'fair' : 'poor';
}

/**
 * The latency that tiles are marked against: the middle one, of an even number the sooner one. A tile is late more often
 * than early, so of two that disagree it is the sooner one that is on time.
 */
export function middleOf(latenciesMs: readonly number[]): number | undefined {
  const sorted = [...latenciesMs].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

/** The value below which a share of these lies; undefined of none. */
export function percentile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
