import { isAboutToken } from '../../../shared/refusals.ts';
import type { Right } from '../../../shared/rights.ts';
import type { Introduction } from '../../connection/conversation.ts';
import { read, write } from '../../storage.ts';
import { createValue, type Value } from '../../value.ts';
import type { ModeratorSession } from './moderatorSession.ts';

/** This moderator's name in the log, and the rights of the link. */
export type Me = { id: string; name: string; rights: readonly Right[] };

export type Identity = {
  /** Null until the server has replied. */
  me: Value<Me | null>;
  /** Token of the current link. */
  link: Value<string>;
  may(right: Right): boolean;
  /** Credentials for the next connection: the session token, or the link's if that has expired or was refused. */
  introduction: Introduction;
  renew(): Promise<void>;
  /** The session has ended: reconnect with the link. */
  forgetSession(): void;
  relink(token: string): void;
  setName(name: string): void;
};

type Ask = Pick<ModeratorSession, 'ask'>;
/** `at` is on both clocks of the page: the steady one may stop while the device sleeps, the other may be set. */
type Session = { token: string; lastsMs: number; at: { steady: number; wall: number } };

/** A token that expires within this is not used: it might have expired when it arrives. */
const marginMs = 10_000;
const nameKey = 'polyscope.moderator';

function isGood({ lastsMs, at }: Session): boolean {
  return Math.max(performance.now() - at.steady, Date.now() - at.wall) < lastsMs - marginMs;
}

/** The tokens of one moderator: the link's, and the short-lived session's, which keeps the same identity in the log. */
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
        // The session ended earlier than its token says: try again with the link's.
        const wasSession = session !== null && isAboutToken(code);
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
      // The session came from the replaced link.
      session = null;
    },
    setName(next) {
      name = next;
      write('localStorage', nameKey, next);
    },
  };
}
