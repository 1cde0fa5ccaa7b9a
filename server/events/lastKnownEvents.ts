import type { Event } from '../../shared/domain.ts';
import { isRefusal } from '../../shared/refusals.ts';
import { allSettled } from './allSettled.ts';
import type { EventStore } from './ports/eventStore.ts';

/** Cache size, larger than the number of events on one server; least recently read first out. */
const maxRemembered = 2_000;

type Known = { event: Event; epoch: string | null };

/** Caches events for outages. An event in use here that the registry has lost is written again. */
export function lastKnownEvents(events: EventStore, isInUse: (id: string) => boolean) {
  const known = new Map<string, Known>();

  const remember = (id: string, read: Known) => {
    known.delete(id);
    known.set(id, read);
    if (known.size <= maxRemembered) return;
    for (const oldest of known.keys()) {
      if (isInUse(oldest)) continue;
      known.delete(oldest);
      return;
    }
  };

  const restoreOne = async ({ event, epoch }: Known): Promise<void> => {
    if (epoch !== null) await events.create(event, epoch);
  };

  const read = async (id: string): Promise<Known | null> => {
    const was = known.get(id);
    try {
      const [event, epoch] = await Promise.all([events.get(id), events.epochOf(id)]);
      if (event) remember(id, { event, epoch });
      if (event) return { event, epoch };
      if (!was || !isInUse(id)) return null;
      await restoreOne(was);
      return was;
    } catch (error) {
      if (was && isRefusal(error, 'registryDown')) return was;
      throw error;
    }
  };

  return {
    ...events,
    get: async (id: string) => (await read(id))?.event ?? null,
    epochOf: async (id: string) => (await read(id))?.epoch ?? null,
    /** Writes those events in use here that the registry has lost. */
    async restore(): Promise<void> {
      await allSettled([...known.values()].filter(({ event }) => isInUse(event.id)).map(restoreOne));
    },
  } satisfies EventStore & { restore(): Promise<void> };
}
