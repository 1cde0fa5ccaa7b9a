import type { DecisionReply } from '../../../shared/conversations/moderator.ts';
import type { LogEntry } from '../../../shared/curationLog.ts';
import { createValue, type Value } from '../../value.ts';
import { words } from '../../words/words.ts';
import { newestAbout } from './logList.ts';
import type { ModeratorSession } from './moderatorSession.ts';
import { refusalInWords } from './refusalInWords.ts';
import { createToasts, type Toasts } from './toasts.ts';

export type Decisions = {
  /** Targets with a request under way: perspectives, the event, messages, senders. */
  pending: Value<ReadonlySet<string>>;
  toasts: Toasts;
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
  log: Value<readonly LogEntry[]>;
  me: () => string | null;
};
type OwnDecision = { entry: number; what: string };

/** Sends one moderator's decisions, one at a time per target, each with its undo. */
export function createDecisions({ ask, log, me }: Parts): Decisions {
  const pending = createValue<ReadonlySet<string>>(new Set());
  const toasts = createToasts();
  const own: OwnDecision[] = [];

  const refused = (fault: unknown, target: string) => {
    const explained = refusalInWords(fault, newestAbout(log.get(), target), me());
    toasts.show({ text: explained.sentence, entry: null, refused: explained });
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
    const target = log.get().find(({ id }) => id === entry)?.target.id ?? `entry ${entry}`;
    toasts.dismissEntry(entry);
    await attempt(target, async () => {
      await ask('undo', { entry });
      const at = own.findIndex((each) => each.entry === entry);
      if (at >= 0) own.splice(at, 1);
      toasts.show({ text: words.moderate.undone(what), entry: null, refused: null });
    });
  };

  return {
    pending,
    toasts,
    attempt,
    decide: (target, done, request) =>
      attempt(target, async () => {
        const { entry } = await request();
        // Another moderator has just decided the same, so there is nothing to undo.
        if (entry !== null) own.push({ entry, what: done });
        toasts.show({ text: entry === null ? words.moderate.alreadySo(done) : done, entry, refused: null });
      }),
    undo,
    undoLast() {
      const undone = new Set(log.get().flatMap(({ id, undoneBy }) => (undoneBy === null ? [] : [id])));
      const last = own.findLast(({ entry }) => !undone.has(entry));
      if (last) void undo(last.entry, last.what);
      else toasts.show({ text: words.moderate.nothingToUndo, entry: null, refused: null });
    },
    close: toasts.close,
  };
}
