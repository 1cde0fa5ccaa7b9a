import type { DecisionReply } from '../../../shared/conversations/moderator.ts';
import type { LogEntry } from '../../../shared/curationLog.ts';
import { createValue, type Value } from '../../value.ts';
import { words } from '../../words/words.ts';
import { newestAbout } from './curationLogList.ts';
import { createDecisionResults, type DecisionResults } from './decisionResults.ts';
import type { ModeratorSession } from './moderatorSession.ts';
import { refusalInWords } from './refusalInWords.ts';

export type Decisions = {
  /** Targets with a request under way: perspectives, the event, messages, senders. */
  pending: Value<ReadonlySet<string>>;
  results: DecisionResults;
  /** Sends one decision about `target` and shows the result with its undo. False if refused, or if one is pending. */
  decide(target: string, done: string, ask: () => Promise<DecisionReply>): Promise<boolean>;
  /** The same for requests without undo. A success shows no toast. */
  attempt(target: string, act: () => Promise<void>): Promise<boolean>;
  undo(entry: number, what: string): Promise<void>;
  /** Undoes the last decision of this page that has not been undone. */
  undoLast(): void;
  close(): void;
};

type Parts = {
  ask: ModeratorSession['ask'];
  curationLog: Value<readonly LogEntry[]>;
  me: () => string | null;
};
type OwnDecision = { entry: number; what: string };

/** Sends one moderator's decisions, one at a time per target, each with its undo. */
export function createDecisions({ ask, curationLog, me }: Parts): Decisions {
  const pending = createValue<ReadonlySet<string>>(new Set());
  const results = createDecisionResults();
  const own: OwnDecision[] = [];

  const refused = (fault: unknown, target: string) => {
    const explained = refusalInWords(fault, newestAbout(curationLog.get(), target), me());
    results.show({ text: explained.sentence, entry: null, refused: explained });
  };

  const attempt = async (target: string, act: () => Promise<void>): Promise<boolean> => {
    // A second press before the answer would be based on an outdated state.
    if (pending.get().has(target)) return false;
    pending.change((now) => new Set(now).add(target));
    try {
      await act();
      return true;
    } catch (fault) {
      refused(fault, target);
      return false;
    } finally {
      pending.change((now) => new Set([...now].filter((id) => id !== target)));
    }
  };

  const undo = async (entry: number, what: string) => {
    const target = curationLog.get().find(({ id }) => id === entry)?.target.id ?? `entry ${entry}`;
    results.dismissEntry(entry);
    await attempt(target, async () => {
      await ask('undo', { entry });
      const at = own.findIndex((each) => each.entry === entry);
      if (at >= 0) own.splice(at, 1);
      results.show({ text: words.moderate.undone(what), entry: null, refused: null });
    });
  };

  return {
    pending,
    results,
    attempt,
    decide: (target, done, request) =>
      attempt(target, async () => {
        const { entry } = await request();
        // Another moderator has just decided the same, so there is nothing to undo.
        if (entry !== null) own.push({ entry, what: done });
        results.show({ text: entry === null ? words.moderate.alreadySo(done) : done, entry, refused: null });
      }),
    undo,
    undoLast() {
      const undone = new Set(curationLog.get().flatMap(({ id, undoneBy }) => (undoneBy === null ? [] : [id])));
      const last = own.findLast(({ entry }) => !undone.has(entry));
      if (last) void undo(last.entry, last.what);
      else results.show({ text: words.moderate.nothingToUndo, entry: null, refused: null });
    },
    close: results.close,
  };
}
