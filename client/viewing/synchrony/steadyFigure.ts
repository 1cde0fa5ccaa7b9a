import type { SyncLevel } from '../../../shared/gridDelay.ts';
import { type Steadying, steadyLevel, steadyMs, weigh, windowMedianOf } from '../../grid/steady.ts';
import type { GridFigure } from '../../sync/gridClock.ts';

/** The grid's figure as it is shown, ms; `spreadMs` is null unless it is known of two tiles. */
export type ShownFigure = { level: SyncLevel; spreadMs: number | null; delayMs: number };

/** A smaller change is not worth a new number. */
const spreadStepMs = (ms: number) => (ms < 50 ? 4 : ms < 300 ? 10 : 100);
const delayStepMs = 100;

/** What is shown after one more measurement. */
export function nextFigure({ recent, shown }: Steadying<ShownFigure>, measured: GridFigure): Steadying<ShownFigure> {
  const next = weigh(recent, measured.spreadMs);
  const middle = windowMedianOf(next);
  if (middle === undefined) return { recent: next, shown };
  const level = steadyLevel(shown?.level, middle);
  const spreadMs = middle === null ? null : steadyMs(shown?.spreadMs ?? undefined, middle, spreadStepMs(middle));
  const delayMs = steadyMs(shown?.delayMs, measured.delayMs, delayStepMs);
  const isSame = shown?.level === level && shown.spreadMs === spreadMs && shown.delayMs === delayMs;
  return { recent: next, shown: isSame ? shown : { level, spreadMs, delayMs } };
}
