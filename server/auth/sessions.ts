import { randomBytes } from 'node:crypto';
import { isRefusal, Refusal } from '../../shared/refusals.ts';
import { type Action, allRights, type Right, rights } from '../../shared/rights.ts';
import type { Now, WallNow } from '../events/ports/clocks.ts';
import type { EventStore } from '../events/ports/eventStore.ts';
import type { Claims, Tokens } from './tokens.ts';

/** Long enough for a page that sleeps a little, short enough that a stolen token is soon worth nothing. */
const sessionLastsMs = 10 * 60_000;
/** Links serve for the event and the days after it: from its start, or from the last sign of life in it. */
const linkLastsMs = 7 * 86_400_000;
/** Links that another server replaced are noticed within this. */
const lookEveryMs = 1_000;

/** Somebody who moderates now, by a link or by a session made from one. */
export type Moderator = {
  id: string;
  name: string;
  event: string;
  rights: readonly Right[];
  epoch: string;
  /** When the session ends unless it is renewed, ms on the steady clock: no step of the other one ends it. */
  until: number;
  /** While this one replaces the event's links: the set that comes. */
  nextEpoch: string | null;
};
type Ended = (why: 'expired' | 'rotated') => void;

export type Sessions = {
  /** A link for whoever opened an event, or a further one with some rights. */
  linkTo(event: string, rights?: readonly Right[]): Promise<string>;
  /** Lets in who shows a token of this event, or refuses. */
  admit(event: string, token: string | undefined, name: string): Promise<Moderator>;
  /** Refuses what this moderator may not, or no longer. */
  check(moderator: Moderator, action: Action): void;
  /** Tells when it is over; returns its stop. */
  follow(moderator: Moderator, ended: Ended): () => void;
  renew(moderator: Moderator): Promise<{ token: string; expiresAt: number; expiresInMs: number }>;
  /** Writes another set of links: all who came by the old one are out, but this one. */
  replaceLinks(moderator: Moderator, write: (epoch: string) => Promise<void>): Promise<void>;
  close(): void;
};

type Parts = { tokens: Tokens; events: EventStore; now: Now; wallNow: WallNow; onFault: (error: unknown) => void };

/** Who moderates here, checked when they come, at each request, and between them. */
export function createSessions({ tokens, events, now, wallNow, onFault }: Parts): Sessions {
  const open = new Map<Moderator, Ended>();
  // Read each second for the events that somebody moderates here: a request must not wait for Redis to be checked.
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

  const look = async () => {
    const moderated = new Set([...open.keys()].map(({ event }) => event));
    for (const event of epochs.keys()) if (!moderated.has(event)) epochs.delete(event);
    // Who cannot be read is left as it was: without the registry nothing can be moderated anyway.
    for (const event of moderated) await epochOf(event).catch((error) => error instanceof Refusal || onFault(error));
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
  const looking = setInterval(() => look().catch(onFault), lookEveryMs);

  /** How long links of an event are good from now on, ms. Its age is not known while the registry is away: it ends nobody. */
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
    close: () => clearInterval(looking),
  };
}
