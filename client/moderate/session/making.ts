import type { DecisionReply } from '../../../shared/conversations/moderator.ts';
import type { LogEntry } from '../../../shared/curationLog.ts';
import { createValue, type Value } from '../../value.ts';
import type { WatchSession } from '../../viewing/session/watchSession.ts';
import { words } from '../../words/words.ts';
import { newestAbout } from './logBook.ts';
import { sayingOf } from './sayingOf.ts';
import { createToasts, type Toasts } from './toasts.ts';

export type Making = {
  /** What a move is on its way for: perspectives, the event, messages, senders. */
  moving: Value<ReadonlySet<string>>;
  toasts: Toasts;
  /** Makes one move about `target`, says what came of it, and offers to take it back. True where it was made. */
  make(target: string, done: string, ask: () => Promise<DecisionReply>): Promise<boolean>;
  /** The same for what has no undo; says so itself where it comes to nothing. */
  attempt(target: string, act: () => Promise<void>): Promise<boolean>;
  undo(entry: number, what: string): Promise<void>;
  /** Takes back the last move that was made here and still stands. */
  undoLast(): void;
  close(): void;
};

type Parts = {
  ask: WatchSession['ask'];
  log: Value<readonly LogEntry[]>;
  me: () => string | null;
};
type Own = { entry: number; what: string };

/** Moves of one moderator: one at a time about each thing, each with its undo. */
export function createMaking({ ask, log, me }: Parts): Making {
  const moving = createValue<ReadonlySet<string>>(new Set());
  const toasts = createToasts();
  const own: Own[] = [];

  const refused = (fault: unknown, target: string) => {
    const saying = sayingOf(fault, newestAbout(log.get(), target), me());
    toasts.say({ text: saying.sentence, entry: null, refused: saying });
  };

  const alone = async (target: string, act: () => Promise<void>): Promise<boolean> => {
    // A second press before the answer would be made on what is no longer true.
    if (moving.get().has(target)) return false;
    moving.change((now) => new Set(now).add(target));
    try {
      await act();
      return true;
    } catch (fault) {
      refused(fault, target);
      return false;
    } finally {
      moving.change((now) => new Set([...now].filter((id) => id !== target)));
    }
  };

  const undo = async (entry: number, what: string) => {
    const target = log.get().find(({ id }) => id === entry)?.target.id ?? `entry ${entry}`;
    toasts.dropEntry(entry);
    await alone(target, async () => {
      await ask('undo', { entry });
      const at = own.findIndex((each) => each.entry === entry);
      if (at >= 0) own.splice(at, 1);
      toasts.say({ text: words.moderate.undone(what), entry: null, refused: null });
    });
  };

  return {
    moving,
    toasts,
    attempt: alone,
    make: (target, done, request) =>
      alone(target, async () => {
        const { entry } = await request();
        // Somebody else made the same move a moment ago: there is nothing of one's own to take back.
        if (entry !== null) own.push({ entry, what: done });
        toasts.say({ text: entry === null ? words.moderate.alreadySo(done) : done, entry, refused: null });
      }),
    undo,
    undoLast() {
      const undone = new Set(log.get().flatMap(({ id, undoneBy }) => (undoneBy === null ? [] : [id])));
      const last = own.findLast(({ entry }) => !undone.has(entry));
      if (last) void undo(last.entry, last.what);
      else toasts.say({ text: words.moderate.nothingToUndo, entry: null, refused: null });
    },
    close: toasts.close,
  };
}
