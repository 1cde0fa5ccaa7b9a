import { randomBytes } from 'node:crypto';
import type { Event, NewEvent } from '../../shared/domain.ts';
import { eventPhaseOf } from '../../shared/eventPhase.ts';
import { caps, furthestAheadMs } from '../../shared/limits.ts';
import { Refusal } from '../../shared/refusals.ts';
import type { WallNow } from './ports/clocks.ts';
import type { EventStore } from './ports/eventStore.ts';

/** Characters of a whole id. */
const idLength = 47;
/** Separates two events of one title; the id of a listed event need not be hard to guess. */
const tailBytes = 3;
/** Anybody who knows the id of an unlisted event may watch it: 128 bits cannot be guessed. */
const unlistedTailBytes = 16;
/** Id of the operator's first event. Other ids have a random tail, so nobody else can get it. */
const firstOwnId = 'tonight';

/** A slug that can be read aloud, with the tail that keeps two events of one title apart. */
export function idFrom(title: string, tail: string): string {
  const readable = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, idLength - tail.length - 1)
    .replace(/^-+|-+$/g, '');
  return readable ? `${readable}-${tail}` : tail;
}

type Parts = { events: EventStore; wallNow: WallNow; rateScale: number };
/** A digest of the network that opens the event; or the operator, who may choose the id. */
type Opener = { network: string } | { id: string | undefined };

export function createOpenEvent({ events, wallNow, rateScale }: Parts) {
  const maxListed = Math.ceil(caps.listedEvents.network * rateScale);
  /** Throws `badMessage` if it starts too far ahead, `tooManyListed`, `registryDown`. */
  return async function openEvent(wish: NewEvent, opener: Opener): Promise<Event> {
    const { startsAt = 0, listed = true } = wish;
    if (startsAt > wallNow() + furthestAheadMs) throw new Refusal('badMessage', 'startsAt: more than two years ahead');
    const event: Event = {
      id:
        ('id' in opener ? opener.id : undefined) ??
        idFrom(wish.title, randomBytes(listed ? tailBytes : unlistedTailBytes).toString('hex')),
      title: wish.title,
      venue: wish.venue ?? null,
      startsAt: wish.startsAt ?? Math.round(wallNow()),
      doors: wish.doors ?? 'open',
      listed,
      endsAt: null,
      order: [],
      view: '',
      slowSeconds: 0,
      reportThreshold: 0,
      version: 1,
    };
    if (listed && 'network' in opener && !(await events.mayList(opener.network, event.startsAt, maxListed))) {
      throw new Refusal('tooManyListed');
    }
    const isNew = await events.create(event, randomBytes(9).toString('base64url'));
    return isNew ? event : openEvent(wish, 'id' in opener ? { id: undefined } : opener);
  };
}

export type OpenEvent = ReturnType<typeof createOpenEvent>;

/**
 * The event that this server opened by itself, for the operator; a new one if that is closed or no longer stored. One
 * of yesterday begins again: its links may hang on a wall, and must not say that it is over.
 */
export async function ownEvent(events: EventStore, openEvent: OpenEvent, wallNow: WallNow): Promise<Event> {
  const known = await events.get((await events.ownId()) ?? firstOwnId);
  if (known?.endsAt === null) {
    const nowMs = Math.round(wallNow());
    if (eventPhaseOf({ ...known, live: 0 }, nowMs) === 'over') await events.beginAgain(known, nowMs);
    return known;
  }
  const opened = await openEvent({ title: 'Tonight' }, { id: known ? undefined : firstOwnId });
  await events.setOwnId(opened.id);
  return opened;
}
