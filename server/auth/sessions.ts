import { randomBytes } from 'node:crypto';
import { isRefusal, Refusal } from '../../shared/refusals.ts';
import { type Action, allRights, type Right, rights } from '../../shared/rights.ts';
import type { Now, WallNow } from '../events/ports/clocks.ts';
import type { EventStore } from '../events/ports/eventStore.ts';
import type { Claims, Tokens } from './tokens.ts';

/** Outlasts a page that sleeps for a while; a stolen token is worth little. */
const sessionLastsMs = 10 * 60_000;
/** Links are valid for this long after the event's start, or after its last sign of life. */
const linkLastsMs = 7 * 86_400_000;
/** How soon links that another server has replaced end here. */
const checkEveryMs = 1_000;

/** Somebody who moderates now, by a link or by a session token made from it. */
export type Moderator = {
  id: string;
  name: string;
  event: string;
  rights: readonly Right[];
  epoch: string;
  /** When the session ends unless it is renewed, ms on the steady clock, which a step of the wall clock does not move. */
  until: number;
  /** The epoch of the new links, while this moderator replaces the old ones. */
  nextEpoch: string | null;
};
type Ended = (why: 'expired' | 'rotated') => void;

export type Sessions = {
  /** A token for a link: with all rights (the link that opening an event returns), or with some. */
  linkTo(event: string, rights?: readonly Right[]): Promise<string>;
  /** Returns the moderator of a valid token of this event, or refuses. */
  admit(event: string, token: string | undefined, name: string): Promise<Moderator>;
  /** Refuses what this moderator may not do, or not any more. */
  check(moderator: Moderator, action: Action): void;
  /** Calls `ended` when the link or the session ends; returns what stops that. */
  follow(moderator: Moderator, ended: Ended): () => void;
  renew(moderator: Moderator): Promise<{ token: string; expiresAt: number; expiresInMs: number }>;
  /** Replaces the event's links: everybody who came by an old one is signed out, except this moderator. */
  replaceLinks(moderator: Moderator, write: (epoch: string) => Promise<void>): Promise<void>;
  close(): void;
};

type Parts = { tokens: Tokens; events: EventStore; now: Now; wallNow: WallNow; onDefect: (error: unknown) => void };

/** The moderators of this server: checked when they connect, at each request, and every second. */
export function createSessions({ tokens, events, now, wallNow, onDefect }: Parts): Sessions {
  const open = new Map<Moderator, Ended>();
  // Read every second for the events that somebody moderates here: checking a request must not wait for Redis.
  const epochs = new Map<string, string>();

  const epochOf = async (event: string): Promise<string> => {
    const epoch = await events.epochOf(event);
    if (epoch === null) throw new Refusal('noSuchEvent');
    epochs.set(event, epoch);
    return epoch;
  };

  const whyOver = ({ event, epoch, nextEpoch, until }: Moderator) => {
    const valid = epochs.get(event) ?? epoch;
    if (valid !== epoch && valid !== nextEpoch) return 'rotated';
    return now() >= until ? 'expired' : null;
  };

  const checkEpochs = async () => {
    const moderated = new Set([...open.keys()].map(({ event }) => event));
    for (const event of epochs.keys()) if (!moderated.has(event)) epochs.delete(event);
    // An epoch that cannot be read stays as it was: without the registry nobody can moderate anyway.
    for (const event of moderated) await epochOf(event).catch((error) => error instanceof Refusal || onDefect(error));
    endThoseOver();
  };
  const endThoseOver = () => {
    for (const [moderator, ended] of [...open]) {
      const why = whyOver(moderator);
      if (!why) continue;
      open.delete(moderator);
      ended(why);
    }
  };
  const timer = setInterval(() => checkEpochs().catch(onDefect), checkEveryMs);

  /** Remaining validity of an event's links, ms. While Redis is down the age is unknown, so no link expires. */
  const linkLeftMs = async (event: string): Promise<number> => {
    const at = await events.lastSignOfLife(event).catch((error: unknown) => {
      if (isRefusal(error, 'registryDown')) return wallNow();
      throw error;
    });
    return at + linkLastsMs - wallNow();
  };

  const begin = async (claims: Claims, name: string): Promise<Moderator> => {
    const { event, rights, epoch } = claims;
    const linkLeft = await linkLeftMs(event);
    if (linkLeft <= 0) throw new Refusal('tokenExpired');
    const leftMs = Math.min(linkLeft, claims.use === 'link' ? sessionLastsMs : claims.exp * 1_000 - wallNow());
    const id = claims.use === 'link' ? randomBytes(4).toString('hex') : claims.sub;
    return { id, name, event, rights, epoch, until: now() + leftMs, nextEpoch: null };
  };

  return {
    async linkTo(event, some = allRights) {
      const epoch = await epochOf(event);
      return tokens.link({ event, rights: [...some], epoch });
    },
    async admit(event, token, name) {
      if (!token) throw new Refusal('tokenMissing');
      const claims = await tokens.read(token);
      if (claims.event !== event) throw new Refusal('tokenInvalid', 'of another event');
      if (claims.epoch !== (await epochOf(event))) throw new Refusal('tokenRevoked');
      return begin(claims, name);
    },
    check(moderator, action) {
      const why = whyOver(moderator);
      if (why) throw new Refusal(why === 'rotated' ? 'tokenRevoked' : 'tokenExpired');
      const { needs } = rights[action];
      if (needs && !moderator.rights.includes(needs)) throw new Refusal('notAllowed', action);
    },
    follow(moderator, ended) {
      open.set(moderator, ended);
      return () => void open.delete(moderator);
    },
    async renew(moderator) {
      const { id: sub, event, rights, epoch } = moderator;
      const leftMs = Math.min(sessionLastsMs, await linkLeftMs(event));
      if (leftMs <= 0) throw new Refusal('tokenExpired');
      moderator.until = now() + leftMs;
      const exp = Math.floor((wallNow() + leftMs) / 1_000);
      const token = await tokens.session({ event, rights: [...rights], epoch, sub, exp });
      return { token, expiresAt: exp * 1_000, expiresInMs: Math.max(0, leftMs) };
    },
    async replaceLinks(moderator, write) {
      const epoch = randomBytes(9).toString('base64url');
      moderator.nextEpoch = epoch;
      await write(epoch);
      moderator.epoch = epoch;
      moderator.nextEpoch = null;
      epochs.set(moderator.event, epoch);
      endThoseOver();
    },
    close: () => clearInterval(timer),
  };
}
