import { z } from 'zod';
import type { LogEntry } from './curationLog.ts';
import { type Event, labelSchema, type Perspective, roleSchema } from './domain.ts';

/** Paths, queries and replies of HTTP, for both sides. Bodies: `newEventSchema` of `domain.ts`. */
export const paths = {
  events: '/api/events',
  event: (id: string) => `/api/events/${encodeURIComponent(id)}`,
  perspectives: (id: string) => `/api/events/${encodeURIComponent(id)}/perspectives`,
  /** Needs a moderator's token as `Authorization: Bearer`; query: `logQuerySchema` of `curationLog.ts`. */
  log: (id: string) => `/api/events/${encodeURIComponent(id)}/log`,
};

export const pages = {
  home: '/',
  demo: '/demo',
  watch: (event: string) => `/e/${event}`,
  live: (event: string) => `/e/${event}/live`,
  /** The server's clock, for a phone's sync check. */
  clock: (event: string) => `/e/${event}/clock`,
  /** The token stands in the fragment, which no server and no log ever sees. */
  moderate: (event: string, token = '') => `/e/${event}/moderate${token && `#token=${token}`}`,
};

const nearText = z.string().regex(/^-?\d{1,2}(\.\d{1,12})?,-?\d{1,3}(\.\d{1,12})?$/);
export const nearQuerySchema = z
  .object({
    near: nearText
      .transform((text) => text.split(',').map(Number))
      .pipe(z.tuple([z.number().min(-85).max(85), z.number().min(-180).max(180)]))
      .transform(([latitude, longitude]) => ({ latitude, longitude })),
    /** Metres. */
    radius: z.coerce.number().min(1).max(20_000_000).default(50_000),
  })
  .partial({ near: true });
export type NearQuery = z.infer<typeof nearQuerySchema>;

/** `distanceM` where the list was asked for near a point. `live` counts what is shown now. */
export type ListedEvent = Event & { live: number; distanceM?: number };
export type EventsReply = { events: ListedEvent[] };
export type OpenedReply = { event: Event; links: { watch: string; live: string; moderate: string }; token: string };
export type EventReply = { event: Event; live: number };
export type LogReply = { event: string; entries: LogEntry[] };
export type PerspectivesReply = { perspectives: (Perspective & { distanceM?: number })[] };

/** What a socket says of itself when it connects. */
export const handshakeSchema = z.object({
  event: z.string().max(60),
  token: z.string().max(2_000).optional(),
  /** What a moderator wants to be called in the log. */
  name: labelSchema.optional(),
});
export type Handshake = z.input<typeof handshakeSchema>;
export const roles = roleSchema.options;
