import type { Handshake } from '../../shared/conversations/handshake.ts';
import type { Right } from '../../shared/rights.ts';
import { createValue, type Value } from '../value.ts';
import type { WatchSession } from '../watch/watchSession.ts';

/** Who one is in the event's log, and what one's link allows. */
export type Me = { id: string; name: string; rights: readonly Right[] };

export type Identity = {
  /** Null until the server has said it. */
  me: Value<Me | null>;
  /** What the link of this page holds now. */
  link: Value<string>;
  may(right: Right): boolean;
  /** What to say of oneself at the next connection. */
  handshake(): Handshake;
  renew(): Promise<void>;
  /** The session is over: only the link is left to come back with. False where there was none. */
  forgetSession(): boolean;
  relink(token: string): void;
  setName(name: string): void;
};

type Ask = Pick<WatchSession, 'ask'>;
/** Gotten when, on both clocks of this page: one stands still while the device sleeps, the other may be set. */
type Session = { token: string; lastsMs: number; at: { steady: number; wall: number } };

/** A token that ends within this is not shown any more: it might be over when it arrives. */
const marginMs = 10_000;
const nameKey = 'polyscope.moderator';

function keptName(): string {
  try {
    return localStorage.getItem(nameKey) ?? '';
  } catch {
    // Without storage one is asked again next time.
    return '';
  }
}

function keepName(name: string): void {
  try {
    localStorage.setItem(nameKey, name);
  } catch {
    return;
  }
}

function isGood({ lastsMs, at }: Session): boolean {
  return Math.max(performance.now() - at.steady, Date.now() - at.wall) < lastsMs - marginMs;
}

/** The tokens of one moderator: the link's, and the short-lived one that keeps the same name in the log. */
export function createIdentity(event: string, token: string, ask: () => Ask): Identity {
  const me = createValue<Me | null>(null);
  const link = createValue(token);
  let session: Session | null = null;
  let name = keptName();

  return {
    me,
    link,
    may: (right) => me.get()?.rights.includes(right) ?? false,
    handshake() {
      return { event, token: session && isGood(session) ? session.token : link.get(), ...(name ? { name } : {}) };
    },
    async renew() {
      const at = { steady: performance.now(), wall: Date.now() };
      const { token: fresh, expiresInMs, moderator } = await ask().ask('renewToken', {});
      session = { token: fresh, lastsMs: expiresInMs, at };
      me.set(moderator);
    },
    forgetSession() {
      const had = session !== null;
      session = null;
      return had;
    },
    relink(next) {
      link.set(next);
      // Made from the link that is replaced.
      session = null;
    },
    setName(next) {
      name = next;
      keepName(next);
    },
  };
}
