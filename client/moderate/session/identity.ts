import { isTokenCode } from '../../../shared/refusals.ts';
import type { Right } from '../../../shared/rights.ts';
import type { Introduction } from '../../connection/conversation.ts';
import { read, write } from '../../storage.ts';
import { createValue, type Value } from '../../value.ts';
import type { WatchSession } from '../../viewing/session/watchSession.ts';

/** Who one is in the event's log, and what one's link allows. */
export type Me = { id: string; name: string; rights: readonly Right[] };

export type Identity = {
  /** Null until the server has said it. */
  me: Value<Me | null>;
  /** What the link of this page holds now. */
  link: Value<string>;
  may(right: Right): boolean;
  /** What to say of oneself at the next connection: the session, or the link where that is over or refused. */
  introduction: Introduction;
  renew(): Promise<void>;
  /** The session is over: only the link is left to come back with. */
  forgetSession(): void;
  relink(token: string): void;
  setName(name: string): void;
};

type Ask = Pick<WatchSession, 'ask'>;
/** Gotten when, on both clocks of this page: one stands still while the device sleeps, the other may be set. */
type Session = { token: string; lastsMs: number; at: { steady: number; wall: number } };

/** A token that ends within this is not shown any more: it might be over when it arrives. */
const marginMs = 10_000;
const nameKey = 'polyscope.moderator';

function isGood({ lastsMs, at }: Session): boolean {
  return Math.max(performance.now() - at.steady, Date.now() - at.wall) < lastsMs - marginMs;
}

/** The tokens of one moderator: the link's, and the short-lived one that keeps the same name in the log. */
export function createIdentity(event: string, token: string, ask: () => Ask): Identity {
  const me = createValue<Me | null>(null);
  const link = createValue(token);
  let session: Session | null = null;
  let name = read('localStorage', nameKey) ?? '';

  return {
    me,
    link,
    may: (right) => me.get()?.rights.includes(right) ?? false,
    introduction: {
      say() {
        if (session && !isGood(session)) session = null;
        return { event, token: session?.token ?? link.get(), ...(name ? { name } : {}) };
      },
      mayAmend({ code }) {
        // The server knows better when a session ends.
        const wasSession = session !== null && isTokenCode(code);
        if (wasSession) session = null;
        return wasSession;
      },
    },
    async renew() {
      const at = { steady: performance.now(), wall: Date.now() };
      const { token: fresh, expiresInMs, moderator } = await ask().ask('renewToken', {});
      session = { token: fresh, lastsMs: expiresInMs, at };
      me.set(moderator);
    },
    forgetSession() {
      session = null;
    },
    relink(next) {
      link.set(next);
      // Made from the link that is replaced.
      session = null;
    },
    setName(next) {
      name = next;
      write('localStorage', nameKey, next);
    },
  };
}
