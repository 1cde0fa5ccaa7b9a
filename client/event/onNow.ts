import type { ListedEvent } from '../../shared/restApi.ts';
import { rest } from '../connection/rest.ts';
import { createValue, type Value } from '../value.ts';

/** A page that says that there is nothing here has room for these. */
const most = 3;
/** Often enough for a list that is read once. */
const readEveryMs = 30_000;

export type OnNow = {
  events: Value<readonly ListedEvent[]>;
  /** How often they were read: their pictures are asked for again as often, since a decision may have changed them. */
  reads: Value<number>;
  /** Reads while the page is visible; returns its stop. */
  open(): () => void;
};

/** Listed events that somebody films now, but for one; those with most perspectives first. */
export function createOnNow(except: string): OnNow {
  const events = createValue<readonly ListedEvent[]>([]);
  const reads = createValue(0);
  const isElsewhere = ({ id, live, endsAt }: ListedEvent) => id !== except && live > 0 && endsAt === null;
  const read = async () => {
    if (document.visibilityState !== 'visible') return;
    const reply = await rest.events().catch(() => null);
    // This is an extra: without an answer the last one stays.
    if (!reply) return;
    events.set(
      reply.events
        .filter(isElsewhere)
        .sort((a, b) => b.live - a.live)
        .slice(0, most),
    );
    reads.set(reads.get() + 1);
  };
  return {
    events,
    reads,
    open() {
      void read();
      const timer = setInterval(() => void read(), readEveryMs);
      return () => clearInterval(timer);
    },
  };
}
