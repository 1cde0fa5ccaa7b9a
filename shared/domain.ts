import { z } from 'zod';

/** What the words of the architecture are, as schemas; the types are inferred from them. */

export const eventIdSchema = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/);
export const perspectiveIdSchema = z.string().regex(/^[A-Za-z0-9_-]{10,24}$/);
/** Chosen once by a phone and known to it alone: who shows it gets the camera's tile. */
export const cameraIdSchema = z.string().regex(/^[A-Za-z0-9_-]{21,64}$/);

const latitude = z.number().min(-85).max(85);
const longitude = z.number().min(-180).max(180);
/** Degrees, clockwise from north. */
const heading = z.number().min(0).max(360);

export const positionSchema = z.object({ latitude, longitude });
export type Position = z.infer<typeof positionSchema>;

export const venueSchema = z.object({ latitude, longitude, radiusM: z.number().min(10).max(20_000) });
export type Venue = z.infer<typeof venueSchema>;

export const doorsSchema = z.enum(['open', 'held']);
export type Doors = z.infer<typeof doorsSchema>;

export const titleSchema = z.string().trim().min(1).max(80);
export const labelSchema = z.string().trim().max(40);

export const eventSchema = z.object({
  id: eventIdSchema,
  title: titleSchema,
  venue: venueSchema.nullable(),
  startsAt: z.number().int(),
  doors: doorsSchema,
  /** Unlisted events are found by their link only; they end by themselves. */
  listed: z.boolean(),
});
export type Event = z.infer<typeof eventSchema>;

export const newEventSchema = eventSchema
  .pick({ title: true, venue: true, startsAt: true, doors: true, listed: true })
  .partial({ venue: true, startsAt: true, doors: true, listed: true })
  .strict();
export type NewEvent = z.infer<typeof newEventSchema>;

/** What a spectator chose to give away of where the picture is taken from. */
export const placeSchema = z.discriminatedUnion('precision', [
  z.object({ precision: z.literal('off') }).strict(),
  z.object({ precision: z.enum(['area', 'exact']), latitude, longitude, heading: heading.optional() }).strict(),
]);
export type Place = z.infer<typeof placeSchema>;

/** A place as somebody else may see it: `area` is the centre of a fixed cell (see `geo.ts`). */
export type ShownPlace = Exclude<Place, { precision: 'off' }>;

export const kindSchema = z.enum(['video', 'audio']);
export type Kind = z.infer<typeof kindSchema>;

export const perspectiveStateSchema = z.enum(['connecting', 'held', 'live', 'stalled', 'gone']);
export type PerspectiveState = z.infer<typeof perspectiveStateSchema>;

/** What a moderator decided about a perspective; beside its state, so that neither cuts the other. */
export const curationSchema = z.object({
  letIn: z.boolean(),
  featured: z.boolean(),
  hidden: z.boolean(),
  /** Shown so much later than its capture times say, ms: a moderator's correction by eye. */
  nudgeMs: z.number().int().min(-1_000).max(1_000),
});
export type Curation = z.infer<typeof curationSchema>;

/** A frame of which both times are known: by RTP's clock, and by the phone's when it was taken (ms). */
export type Anchor = { rtp: number; phoneMs: number };

/** How a phone's capture times become the server's. */
export type PerspectiveClock = {
  /** Added to the phone's clock gives the server's, ms. */
  offsetMs: number;
  quality: 'good' | 'fair' | 'poor';
  /** The phone's own word of its clock contradicts its sender reports, or it jumped: it is not used. */
  isDoubted: boolean;
  /** From light to capture time, as measured by a sync check, ms. */
  cameraDelayMs: number;
  /** From a sender report, for phones that stamp no frames. */
  anchor: Anchor | null;
};

/** A perspective as others see it. Media: which tracks flow now. */
export type Perspective = {
  id: string;
  event: string;
  label: string;
  state: PerspectiveState;
  curation: Curation;
  place: ShownPlace | null;
  media: { video: boolean; audio: boolean };
  /** Null until the phone has said or shown anything of its clock. */
  clock: PerspectiveClock | null;
  since: number;
};

export const roleSchema = z.enum(['spectator', 'viewer', 'moderator']);
export type Role = z.infer<typeof roleSchema>;
