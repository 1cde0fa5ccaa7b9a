import type { Audience } from './ports/audience.ts';
import type { Now } from './ports/clocks.ts';

/** The number is not read faster, and each change of it goes to everybody. */
const everyMs = 3_000;
/** A reload leaves and comes back within this: it changes no number. */
const settleMs = 200;

type Event = { toldAt: number; timer: ReturnType<typeof setTimeout> | undefined };

/**
 * Tells everybody at an event how many watch it: a number, never who. `viewersOf` counts those of this server.
 */
export function createAnnounceViewers(audience: Audience, viewersOf: (event: string) => number, now: Now) {
  const events = new Map<string, Event>();

  const tell = (id: string, event: Event) => {
    event.timer = undefined;
    event.toldAt = now();
    const viewers = viewersOf(id);
    if (viewers === 0) events.delete(id);
    for (const role of ['viewer', 'moderator'] as const) audience.tell(role, id, 'viewersCounted', { viewers });
  };

  return {
    /** A viewer came or left. Also told if the number is the same: who has just come does not know it. */
    changed(id: string): void {
      const event = events.get(id) ?? { toldAt: Number.NEGATIVE_INFINITY, timer: undefined };
      events.set(id, event);
      event.timer ??= setTimeout(() => tell(id, event), Math.max(settleMs, event.toldAt + everyMs - now()));
      event.timer.unref();
    },
    close(): void {
      for (const { timer } of events.values()) clearTimeout(timer);
      events.clear();
    },
  };
}
