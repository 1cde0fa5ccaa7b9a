import type { SyncLevel } from '../../../shared/gridDelay.ts';
import { middleOf, type Steadying, steadyMark, steadyMs, weigh } from '../../grid/steady.ts';
import type { GridFigure } from '../../sync/gridClock.ts';

/** The grid in one figure as it is drawn, ms; `spreadMs` is null where it is not known of two tiles. */
export type ShownFigure = { mark: SyncLevel; spreadMs: number | null; delayMs: number };

/** A hair more or less is not worth a new number. */
const spreadStepMs = (ms: number) => (ms < 50 ? 4 : ms < 300 ? 10 : 100);
const delayStepMs = 100;

/** What is drawn of the grid after another figure of it has been told. */
export function nextFigure({ recent, shown }: Steadying<ShownFigure>, told: GridFigure): Steadying<ShownFigure> {
  const next = weigh(recent, told.spreadMs);
  const middle = middleOf(next);
  if (middle === undefined) return { recent: next, shown };
  const mark = steadyMark(shown?.mark, middle);
  const spreadMs = middle === null ? null : steadyMs(shown?.spreadMs ?? undefined, middle, spreadStepMs(middle));
  const delayMs = steadyMs(shown?.delayMs, told.delayMs, delayStepMs);
  const isSame = shown?.mark === mark && shown.spreadMs === spreadMs && shown.delayMs === delayMs;
  return { recent: next, shown: isSame ? shown : { mark, spreadMs, delayMs } };
}
