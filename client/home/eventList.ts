import type { Position } from '../../shared/domain.ts';
import { coarsen } from '../../shared/geo.ts';
import { isFinal } from '../../shared/refusals.ts';
import type { EventsReply, ListedEvent } from '../../shared/restApi.ts';
import { noticeIn } from '../connection/refused.ts';
import { rest } from '../connection/rest.ts';
import { createRetry } from '../connection/retry.ts';
import type { Explanation } from '../ui/inWords.ts';
import { whileTrying } from '../ui/TryingAgain.tsx';
import { createValue, type Value } from '../value.ts';
import { withDistances } from './eventGroups.ts';
import { findPosition, type NoPlace, noPlaceIn } from './findPosition.ts';
import { listedEvents } from './listedEvents.ts';
import { requestFaultInWords } from './requestFaultInWords.ts';

/** Whether the list is sorted by distance: only after a tap, and only while the page is open. */
export type Nearness = 'off' | 'asking' | 'on' | NoPlace;

export type EventListState = {
  /** Null until the first answer. */
  events: Value<readonly ListedEvent[] | null>;
  /** Server time of the last answer, ms: this device's clock may be hours off. */
  answeredAt(): number;
  /** Why the last request failed; the last list stays. */
  problem: Value<Explanation | null>;
  nearness: Value<Nearness>;
  /** Refreshes the list while the page is visible; returns its stop. */
  open(): () => void;
  refresh(): Promise<void>;
  /** Asks the browser for the position, or forgets it. */
  toggleNear(): Promise<void>;
};

/** Counts of live perspectives change within seconds; for a list that people read this is often enough. */
const refreshEveryMs = 15_000;

async function fetchEvents(near: Position | null): Promise<EventsReply> {
  const [all, nearby] = await Promise.all([rest.events(), near ? rest.events(near) : null]);
  const events = listedEvents(all.events);
  return { at: all.at, events: nearby ? withDistances(events, listedEvents(nearby.events)) : events };
}

export function createEventList(): EventListState {
  const events = createValue<readonly ListedEvent[] | null>(null);
  const problem = createValue<Explanation | null>(null);
  const nearness = createValue<Nearness>('off');
  let near: Position | null = null;
  let latest = 0;
  let answeredAt = 0;
  let isOpen = false;

  const refresh = async () => {
    // A later request, e.g. with another position, makes this answer obsolete.
    latest += 1;
    const mine = latest;
    retry.stop();
    try {
      const found = await fetchEvents(near);
      if (mine !== latest) return;
      answeredAt = found.at;
      events.set(found.events);
      problem.set(null);
      retry.worked();
    } catch (fault) {
      if (mine !== latest || !isOpen) return;
      const refused = noticeIn(fault);
      problem.set(refused && !isFinal(refused.code) ? whileTrying(refused) : requestFaultInWords(fault));
      retry.later(refused?.code);
    }
  };
  const retry = createRetry(() => document.visibilityState === 'visible' && void refresh());

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
        retry.stop();
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
          // Only a cell of 111 m is sent to the server.
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
