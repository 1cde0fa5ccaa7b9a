import type { CurationAction } from '../../shared/conversations/moderator.ts';
import type { Doors, Perspective } from '../../shared/domain.ts';
import { Refused } from '../connection/conversation.ts';
import { inWords, type Saying } from '../ui/inWords.ts';
import { createValue, type Value } from '../value.ts';
import { WatchSession } from '../watch/watchSession.ts';
import { words } from '../words/words.ts';

export type Moderation = {
  session: WatchSession;
  /** Perspectives that a move is on its way for. */
  moving: Value<ReadonlySet<string>>;
  /** How the doors will be once the server has said so; null where nothing is on its way. */
  turningTo: Value<Doors | null>;
  /** Why the last move came to nothing. */
  refusal: Value<Saying | null>;
  curate(perspective: string, action: CurationAction): Promise<void>;
  letIn(perspectives: readonly Perspective[]): Promise<void>;
  setDoors(doors: Doors): Promise<void>;
  close(): void;
};

function sayingOf(fault: unknown): Saying {
  if (fault instanceof Refused) return inWords(fault.notice);
  return { sentence: words.moderate.unanswered, advice: words.moderate.unansweredAdvice };
}

/** A session at the server lasts ten minutes unless it is renewed. */
const renewEveryMs = 4 * 60_000;

/** Curates one event: a moderator's view of it, and the moves. What a move changes comes back as a notice to everybody. */
export function openModeration(event: string, token: string): Moderation {
  const session = new WatchSession({ event, role: 'moderator', handshake: () => ({ event, token }) });
  const moving = createValue<ReadonlySet<string>>(new Set());
  const turningTo = createValue<Doors | null>(null);
  const refusal = createValue<Saying | null>(null);

  const attempt = async (move: () => Promise<unknown>) => {
    refusal.set(null);
    try {
      await move();
    } catch (fault) {
      refusal.set(sayingOf(fault));
    }
  };

  const curate = async (perspective: string, action: CurationAction) => {
    // One move at a time for each: a second press before the answer would be made on what is no longer true.
    if (moving.get().has(perspective)) return;
    moving.change((now) => new Set(now).add(perspective));
    await attempt(() => session.ask('curate', { perspective, action }));
    moving.change((now) => new Set([...now].filter((id) => id !== perspective)));
  };

  const renewing = window.setInterval(() => void session.ask('renewToken', {}).catch(() => undefined), renewEveryMs);

  return {
    session,
    moving,
    turningTo,
    refusal,
    curate,
    async letIn(perspectives) {
      for (const { id } of perspectives) await curate(id, 'letIn');
    },
    async setDoors(doors) {
      turningTo.set(doors);
      await attempt(() => session.ask('setDoors', { doors }));
      turningTo.set(null);
    },
    close() {
      clearInterval(renewing);
      session.close();
    },
  };
}
