import { z } from 'zod';
import { eventIdSchema, titleSchema } from '../shared/domain.ts';
import type { OpenedReply } from '../shared/restApi.ts';
import { readJson, write } from './storage.ts';
import { createValue, type Value } from './value.ts';

const ownEventSchema = z.object({
  id: eventIdSchema,
  title: titleSchema,
  startsAt: z.number(),
  openedAt: z.number(),
  /** Versions before it could be chosen listed every event. */
  listed: z.boolean().default(true),
  /** Address of the moderators' page with its token in the fragment; no other address is accepted. */
  moderate: z.string().regex(/^\/e\/[a-z0-9-]+\/moderate#token=[\w.-]+$/),
});
/** An event that was opened on this device, with the moderators' link. */
export type OwnEvent = z.infer<typeof ownEventSchema>;

const storageKey = 'polyscope.ownEvents';
/** Validity of a moderator's link. */
const keptMs = 7 * 24 * 3_600_000;
const maxKept = 20;

/** Invalid entries are skipped, so that the others stay. */
const storedSchema = z.array(ownEventSchema.nullable().catch(null)).catch([]);

function readOwn(): readonly OwnEvent[] {
  const stored = storedSchema.parse(readJson('localStorage', storageKey));
  return stored.filter((each) => each !== null).filter(({ openedAt }) => Date.now() - openedAt < keptMs);
}

export type OwnEvents = {
  events: Value<readonly OwnEvent[]>;
  remember(opened: OpenedReply): OwnEvent;
  forget(id: string): void;
  /** The moderators' link has been replaced. */
  relink(id: string, moderate: string): void;
  /** Follows changes by other tabs; returns its stop. */
  open(): () => void;
};

/** The events that were opened on this device, newest first; only this device knows them. */
export function createOwnEvents(): OwnEvents {
  const events = createValue(readOwn());
  const keep = (next: readonly OwnEvent[]) => {
    events.set(next.slice(0, maxKept));
    write('localStorage', storageKey, JSON.stringify(events.get()));
  };
  return {
    events,
    remember({ event: { id, title, startsAt, listed }, links: { moderate } }) {
      const own = { id, title, startsAt, listed, moderate, openedAt: Date.now() };
      // Another tab may have opened one in the meantime.
      keep([own, ...readOwn()]);
      return own;
    },
    forget: (id) => keep(readOwn().filter((each) => each.id !== id)),
    relink: (id, moderate) => keep(readOwn().map((each) => (each.id === id ? { ...each, moderate } : each))),
    open() {
      const reread = ({ key }: StorageEvent) => key === storageKey && events.set(readOwn());
      window.addEventListener('storage', reread);
      return () => window.removeEventListener('storage', reread);
    },
  };
}
