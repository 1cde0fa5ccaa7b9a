import { randomBytes } from 'node:crypto';
import type { Event, NewEvent } from '../../shared/domain.ts';
import type { EventBook, WallNow } from './ports.ts';

const wholeId = 47;
const tailBytes = 3;

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

export function createOpenEvent({ events, wallNow }: { events: EventBook; wallNow: WallNow }) {
  return async function openEvent(wish: NewEvent, id?: string): Promise<Event> {
    const event: Event = {
      id: id ?? idFrom(wish.title, randomBytes(tailBytes).toString('hex')),
      title: wish.title,
      venue: wish.venue ?? null,
      startsAt: wish.startsAt ?? Math.round(wallNow()),
      doors: wish.doors ?? 'open',
      listed: wish.listed ?? true,
      endsAt: null,
      order: [],
      view: '',
      slowSeconds: 0,
      reportThreshold: 0,
      version: 1,
    };
    const isNew = await events.create(event, randomBytes(9).toString('base64url'));
    return isNew ? event : openEvent(wish);
  };
}

export type OpenEvent = ReturnType<typeof createOpenEvent>;
