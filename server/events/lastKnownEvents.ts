import type { Event } from '../../shared/domain.ts';
import { isRefusal } from '../../shared/refusals.ts';
import type { EventStore } from './ports.ts';
import { settleAll } from './settleAll.ts';

/** Events remembered: all that one server has in use, and those looked at lately. */
const remembered = 2_000;

type Known = { event: Event; epoch: string | null };

/**
 * Events as they were last read, for as long as the registry is away; and for those in use here also where it has lost
 * them, which it is then given again.
 */
export function lastKnownEvents(events: EventStore, isInUse: (id: string) => boolean) {
  const known = new Map<string, Known>();

  const remember = (id: string, is: Known) => {
    known.delete(id);
    known.set(id, is);
    if (known.size <= remembered) return;
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
    /** Gives the registry what it has lost of the events in use here. */
    async restore(): Promise<void> {
      await settleAll([...known.values()].filter(({ event }) => isInUse(event.id)).map(restoreOne));
    },
  } satisfies EventStore & { restore(): Promise<void> };
}
