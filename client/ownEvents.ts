import { z } from 'zod';
import { eventIdSchema, titleSchema } from '../shared/domain.ts';
import type { OpenedReply } from '../shared/restApi.ts';
import { createValue, type Value } from './value.ts';

const ownEventSchema = z.object({
  id: eventIdSchema,
  title: titleSchema,
  startsAt: z.number(),
  openedAt: z.number(),
  /** Address of the moderators' page, its token in the fragment; nothing but that page is ever linked to. */
  moderate: z.string().regex(/^\/e\/[a-z0-9-]+\/moderate#token=[\w.-]+$/),
});
/** An event that was opened on this device, and the link that curates it. */
export type OwnEvent = z.infer<typeof ownEventSchema>;

const storageKey = 'polyscope.ownEvents';
/** As long as a moderator's link is valid. */
const keptMs = 7 * 24 * 3_600_000;
const mostKept = 20;

function read(): readonly OwnEvent[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    const known = Array.isArray(stored) ? stored : [];
    const parsed = known.map((each) => ownEventSchema.safeParse(each)).flatMap(({ data }) => data ?? []);
    return parsed.filter(({ openedAt }) => Date.now() - openedAt < keptMs);
  } catch {
    return [];
  }
}

export type OwnEvents = {
  events: Value<readonly OwnEvent[]>;
  remember(opened: OpenedReply): OwnEvent;
  forget(id: string): void;
  /** The link that curates it has been replaced. */
  relink(id: string, moderate: string): void;
  /** Follows what other tabs remember; returns its stop. */
  open(): () => void;
};

/** The events that were opened on this device, the newest first; they are known to it alone. */
export function createOwnEvents(): OwnEvents {
  const events = createValue(read());
  const keep = (next: readonly OwnEvent[]) => {
    events.set(next.slice(0, mostKept));
    try {
      localStorage.setItem(storageKey, JSON.stringify(events.get()));
    } catch {
      // A browser that keeps nothing, as some private windows: the links stand on the page all the same.
    }
  };
  return {
    events,
    remember({ event: { id, title, startsAt }, links: { moderate } }) {
      const own = { id, title, startsAt, moderate, openedAt: Date.now() };
      // Another tab may have opened one since.
      keep([own, ...read()]);
      return own;
    },
    forget: (id) => keep(read().filter((each) => each.id !== id)),
    relink: (id, moderate) => keep(read().map((each) => (each.id === id ? { ...each, moderate } : each))),
    open() {
      const reread = ({ key }: StorageEvent) => key === storageKey && events.set(read());
      window.addEventListener('storage', reread);
      return () => window.removeEventListener('storage', reread);
    },
  };
}
