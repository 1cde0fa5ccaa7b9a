import type { Position } from '../../shared/domain.ts';
import { coarsen } from '../../shared/geo.ts';
import type { EventsReply, ListedEvent } from '../../shared/restApi.ts';
import { isFinal, noticeIn } from '../connection/refused.ts';
import { rest } from '../connection/rest.ts';
import { createRetry } from '../connection/retry.ts';
import type { Explanation } from '../ui/inWords.ts';
import { whileTrying } from '../ui/TryingAgain.tsx';
import { createValue, type Value } from '../value.ts';
import { withDistances } from './eventGroups.ts';
import { findPosition, type NoPlace, noPlaceIn } from './findPosition.ts';
import { listedEvents } from './listedEvents.ts';
import { requestFaultInWords } from './requestFaultInWords.ts';

/** Whether the list knows what is near: only after a tap, and only for as long as the page is open. */
export type Nearness = 'off' | 'asking' | 'on' | NoPlace;

export type EventList = {
  /** Null until the first answer. */
  events: Value<readonly ListedEvent[] | null>;
  /** The server's date when it answered, ms: this device's own may be hours off. */
  answeredAt(): number;
  /** Why the last question was not answered; what is known stays. */
  problem: Value<Explanation | null>;
  nearness: Value<Nearness>;
  /** Keeps the list fresh while the page is seen; returns its stop. */
  open(): () => void;
  refresh(): Promise<void>;
  /** Asks for the position, or forgets it. */
  toggleNear(): Promise<void>;
};

/** Counts of live perspectives change within seconds; a list that is read needs no more than this. */
const refreshEveryMs = 15_000;

async function fetchEvents(near: Position | null): Promise<EventsReply> {
  const [all, nearby] = await Promise.all([rest.events(), near ? rest.events(near) : null]);
  const events = listedEvents(all.events);
  return { at: all.at, events: nearby ? withDistances(events, listedEvents(nearby.events)) : events };
}

/** The list of events, as the first page shows it. */
export function createEventList(): EventList {
  const events = createValue<readonly ListedEvent[] | null>(null);
  const problem = createValue<Explanation | null>(null);
  const nearness = createValue<Nearness>('off');
  let near: Position | null = null;
  let latest = 0;
  let answeredAt = 0;
  let isOpen = false;

  const refresh = async () => {
    // An answer that comes after a later question, e.g. with another position, is out of date.
    latest += 1;
    const mine = latest;
    again.stop();
    try {
      const found = await fetchEvents(near);
      if (mine !== latest) return;
      answeredAt = found.at;
      events.set(found.events);
      problem.set(null);
      again.worked();
    } catch (fault) {
      if (mine !== latest || !isOpen) return;
      const refused = noticeIn(fault);
      problem.set(refused && !isFinal(refused) ? whileTrying(refused) : requestFaultInWords(fault));
      again.later(refused?.code);
    }
  };
  const again = createRetry(() => document.visibilityState === 'visible' && void refresh());

  return {
    events,
    problem,
    nearness,
    answeredAt: () => answeredAt,
    refresh,
    open() {
      const refreshIfVisible = () => {
        if (document.visibilityState === 'visible') void refresh();
      };
      isOpen = true;
      refreshIfVisible();
      const timer = setInterval(refreshIfVisible, refreshEveryMs);
      document.addEventListener('visibilitychange', refreshIfVisible);
      window.addEventListener('online', refreshIfVisible);
      return () => {
        isOpen = false;
        again.stop();
        clearInterval(timer);
        document.removeEventListener('visibilitychange', refreshIfVisible);
        window.removeEventListener('online', refreshIfVisible);
      };
    },
    async toggleNear() {
      if (nearness.get() === 'asking') return;
      const wasOn = near !== null;
      near = null;
      nearness.set(wasOn ? 'off' : 'asking');
      if (!wasOn) {
        try {
          // Whoever looks for what is near tells no more than a square of 111 m.
          near = coarsen(await findPosition({ isFine: false }));
        } catch (fault) {
          return nearness.set(noPlaceIn(fault));
        }
      }
      await refresh();
      if (near) nearness.set('on');
    },
  };
}
