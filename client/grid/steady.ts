import { markOf, type SyncMark } from '../../shared/gridDelay.ts';
import type { TileMark } from '../sync/gridClock.ts';
import { createValue, type Value } from '../value.ts';

/** Figures that are told twice a second, as they can be read: a mark does not flip, and a number does not flicker. */

/** So many of the last ones are weighed at most: what half of them say, for over a second, is so. */
const mostWeighed = 6;
/** Fewer say nothing: a picture that has just begun is not where it will be. */
const leastWeighed = 4;
/** A mark becomes better only where it would still be so if it were this much further off. */
const betterBy = 1.25;
/** A number is drawn anew when it is off by this many of its steps. */
const redrawnAfterSteps = 0.8;

const ranks: Record<SyncMark, number> = { good: 0, fair: 1, poor: 2, unknown: 3 };

/** What is weighed, and what is drawn by it; null until enough is known. */
export type Steadying<Shown> = { recent: readonly (number | null)[]; shown: Shown | null };

/** Of an even number the mean of the two in the middle. */
function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [below = 0, above = 0] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return (below + above) / 2;
}

/** The middle of what is weighed; undefined while that is too little, null where most of it is not known. */
export function middleOf(recent: readonly (number | null)[]): number | null | undefined {
  if (recent.length < leastWeighed) return undefined;
  // An even number of them: what swings to and fro has a middle that does not.
  const weighed = recent.slice(recent.length % 2);
  const known = weighed.filter((ms) => ms !== null);
  return known.length * 2 < weighed.length ? null : medianOf(known);
}

export const weigh = (recent: readonly (number | null)[], ms: number | null) => [...recent, ms].slice(-mostWeighed);

/** The mark of what is so far off (ms): worse at once, better with a margin. */
export function steadyMark(before: SyncMark | undefined, offMs: number | null): SyncMark {
  const mark = markOf(offMs);
  if (offMs === null || before === undefined || ranks[mark] >= ranks[before]) return mark;
  return before === 'unknown' ? mark : markOf(offMs * betterBy);
}

/** A number in steps; it stays until it is clearly another. */
export function steadyMs(before: number | undefined, ms: number, stepMs: number): number {
  if (before !== undefined && Math.abs(ms - before) < stepMs * redrawnAfterSteps) return before;
  return Math.round(ms / stepMs) * stepMs;
}

/** What is drawn of one tile: its mark, and by how much it is shown late (ms; early where negative). */
export type ShownMark = { mark: SyncMark; skewMs: number };

/** Tens of ms where they can be told apart, tenths of a second beyond. */
export const skewStepMs = (ms: number) => (Math.abs(ms) < 300 ? 10 : 100);

/** What is drawn of a tile after another mark of it has been told. */
export function nextMark({ recent, shown }: Steadying<ShownMark>, measured: TileMark | null): Steadying<ShownMark> {
  if (!measured) return { recent: [], shown: null };
  const next = weigh(recent, measured.source === 'arrival' ? null : measured.skewMs);
  const middle = middleOf(next);
  if (middle === undefined) return { recent: next, shown };
  const mark = steadyMark(shown?.mark, middle);
  const skewMs = middle === null ? 0 : steadyMs(shown?.skewMs, middle, skewStepMs(middle));
  const isSame = shown?.mark === mark && shown.skewMs === skewMs;
  return { recent: next, shown: isSame ? shown : { mark, skewMs } };
}

/** A value that is drawn, and what starts it; that returns its stop. */
export type Steady<Shown> = Value<Shown | null> & { open(): () => void };

/** Draws what is told by `next`, which keeps what need not be drawn anew. */
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
