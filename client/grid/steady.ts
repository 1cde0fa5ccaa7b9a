import { type SyncLevel, syncLevelOf } from '../../shared/gridDelay.ts';
import { medianOf } from '../../shared/medianOf.ts';
import type { SyncReading } from '../sync/gridClock.ts';
import { createValue, type Value } from '../value.ts';

/** Smoothing of skews that are measured twice a second, so that badges and numbers do not flicker. */

/** Size of the median window: a change shows once half of it agrees, after more than a second. */
const maxWeighed = 6;
/** With fewer samples nothing is shown: a picture that has just started has not reached its delay yet. */
const minWeighed = 4;
/** Hysteresis: the badge improves only if it would still do so with the skew times this. */
const betterBy = 1.25;
/** Hysteresis: a number changes once it is off by this many steps. */
const redrawnAfterSteps = 0.8;

const ranks: Record<SyncLevel, number> = { good: 0, fair: 1, poor: 2, unknown: 3 };

/** The median window, and what is shown; null until there are enough samples. */
export type Steadying<Shown> = { recent: readonly (number | null)[]; shown: Shown | null };

/** Median of the window; undefined with too few samples, null if most of them are unknown. */
export function windowMedianOf(recent: readonly (number | null)[]): number | null | undefined {
  if (recent.length < minWeighed) return undefined;
  // An even number of samples: the median of an oscillating skew is then stable.
  const weighed = recent.slice(recent.length % 2);
  const known = weighed.filter((ms) => ms !== null);
  return known.length * 2 < weighed.length ? null : medianOf(known);
}

export const weigh = (recent: readonly (number | null)[], ms: number | null) => [...recent, ms].slice(-maxWeighed);

/** The badge for a skew in ms: gets worse at once, better with hysteresis. */
export function steadyLevel(before: SyncLevel | undefined, offMs: number | null): SyncLevel {
  const level = syncLevelOf(offMs);
  if (offMs === null || before === undefined || ranks[level] >= ranks[before]) return level;
  return before === 'unknown' ? level : syncLevelOf(offMs * betterBy);
}

/** Rounds to steps, with hysteresis. */
export function steadyMs(before: number | undefined, ms: number, stepMs: number): number {
  if (before !== undefined && Math.abs(ms - before) < stepMs * redrawnAfterSteps) return before;
  return Math.round(ms / stepMs) * stepMs;
}

/** What one tile shows: its badge, and its skew in ms, positive if it is late. */
export type ShownBadge = { level: SyncLevel; skewMs: number };

/** Step of the shown skew: 10 ms for short ones, else a tenth of a second. */
export const skewStepMs = (ms: number) => (Math.abs(ms) < 300 ? 10 : 100);

/** What a tile shows after one more sample. */
export function nextBadge(
  { recent, shown }: Steadying<ShownBadge>,
  measured: SyncReading | null,
): Steadying<ShownBadge> {
  if (!measured) return { recent: [], shown: null };
  const next = weigh(recent, measured.source === 'arrival' ? null : measured.skewMs);
  const middle = windowMedianOf(next);
  if (middle === undefined) return { recent: next, shown };
  const level = steadyLevel(shown?.level, middle);
  const skewMs = middle === null ? 0 : steadyMs(shown?.skewMs, middle, skewStepMs(middle));
  const isSame = shown?.level === level && shown.skewMs === skewMs;
  return { recent: next, shown: isSame ? shown : { level, skewMs } };
}

/** A smoothed value; `open` starts it and returns its stop. */
export type Steady<Shown> = Value<Shown | null> & { open(): () => void };

/** Smooths a measured value by `next`, which returns the same object while nothing visible changes. */
export function keepSteady<Measured, Shown>(
  measured: Value<Measured>,
  next: (now: Steadying<Shown>, measured: Measured) => Steadying<Shown>,
): Steady<Shown> {
  const shown = createValue<Shown | null>(null);
  let now: Steadying<Shown> = { recent: [], shown: null };
  const take = () => {
    now = next(now, measured.get());
    shown.set(now.shown);
  };
  return { get: shown.get, follow: shown.follow, open: () => measured.follow(take) };
}
