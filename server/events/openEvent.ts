import { randomBytes } from 'node:crypto';
import type { Event, NewEvent } from '../../shared/domain.ts';
import { caps } from '../../shared/limits.ts';
import { Refusal } from '../../shared/refusals.ts';
import type { EventStore, WallNow } from './ports.ts';

const wholeId = 47;
/** Enough to keep apart two events of one title; what is listed need not be hard to guess. */
const tailBytes = 3;
/** Whoever knows the id of an unlisted event may watch it: 128 bits that nobody finds by trying. */
const unlistedTailBytes = 16;
/** Nobody plans further ahead; an event is kept from its opening until some time after its start. */
const furthestAheadMs = 2 * 366 * 86_400_000;
/** The event of whoever runs the server, where it has opened none yet: an id without a tail can be nobody else's. */
const firstOwnId = 'tonight';

/** A slug that can be read aloud, and a tail that keeps two events of one title apart. */
export function idFrom(title: string, tail: string): string {
  const readable = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, wholeId - tail.length - 1)
    .replace(/^-+|-+$/g, '');
  return readable ? `${readable}-${tail}` : tail;
}

type Parts = { events: EventStore; wallNow: WallNow; rateScale: number };
/** From which network it is opened, as a digest; or by whoever runs the server, under an id of its own. */
type Opener = { network: string } | { id: string | undefined };

export function createOpenEvent({ events, wallNow, rateScale }: Parts) {
  const mostListed = Math.ceil(caps.listedEvents.network * rateScale);
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
    if (listed && 'network' in opener && !(await events.mayList(opener.network, event.startsAt, mostListed))) {
      throw new Refusal('tooManyListed');
    }
    const isNew = await events.create(event, randomBytes(9).toString('base64url'));
    return isNew ? event : openEvent(wish, 'id' in opener ? { id: undefined } : opener);
  };
}

export type OpenEvent = ReturnType<typeof createOpenEvent>;

/** The event of whoever runs the server: the one it opened by itself; another where that was closed or has gone. */
export async function ownEvent(events: EventStore, openEvent: OpenEvent): Promise<Event> {
  const known = await events.get((await events.ownId()) ?? firstOwnId);
  if (known?.endsAt === null) return known;
  const opened = await openEvent({ title: 'Tonight' }, { id: known ? undefined : firstOwnId });
  await events.setOwnId(opened.id);
  return opened;
}
