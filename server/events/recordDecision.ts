import type { DecisionReply } from '../../shared/conversations/moderator.ts';
import type { Act, By, Fields, LogEntry } from '../../shared/curationLog.ts';
import { Refusal, type RefusalCode } from '../../shared/refusals.ts';
import type { ReportReason } from '../../shared/reports.ts';
import type { Audience } from './ports/audience.ts';
import type { WallNow } from './ports/clocks.ts';
import type { CurationLog, RecordChange } from './ports/curationLog.ts';

type DecisionToRecord = Omit<RecordChange, 'entry'> & {
  by: By;
  act: Act;
  /** The target's name at this time. */
  whom?: string;
  why?: string | undefined;
  report?: ReportReason | null | undefined;
  /** When it was decided, if it is written later; ms (wall clock). */
  at?: number | undefined;
  /** The refusal if the target, or the entry to be undone, does not exist. */
  unknown: RefusalCode;
};
/** `isNew`: false if the record was already like that. */
type Apply = (record: Fields, isNew: boolean) => Promise<void>;
type Recorded = { entry: LogEntry | null; reply: DecisionReply };
type Parts = { curationLog: CurationLog; audience: Audience; wallNow: WallNow };

/**
 * Writes a decision with its entry in the log, lets `apply` carry it out, and sends moderators the entry. Throws
 * `changedSince` if somebody else was quicker; nothing is written then.
 */
export function createRecordDecision({ curationLog, audience, wallNow }: Parts) {
  return async function recordDecision(decision: DecisionToRecord, apply?: Apply): Promise<Recorded> {
    const { by, act, whom = '', why = '', report = null, at = Math.round(wallNow()), unknown, ...change } = decision;
    const changed = await curationLog.change({
      ...change,
      entry: { at, by, act, target: change.target, whom, why, report },
    });
    if (changed.is === 'changedSince') throw new Refusal('changedSince');
    if (changed.is === 'unknown') throw new Refusal(unknown);
    await apply?.(changed.record, changed.is === 'changed');
    const entry = changed.is === 'changed' ? changed.entry : null;
    if (entry) audience.tellModerators(change.event, 'logged', entry);
    return { entry, reply: { entry: entry?.id ?? null, version: changed.record.version } };
  };
}

export type RecordDecision = ReturnType<typeof createRecordDecision>;
