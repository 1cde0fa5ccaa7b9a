import { z } from 'zod';
import { mostNudgeMs } from './gridDelay.ts';
import { eventIdPattern, perspectiveIdPattern } from './ids.ts';
import { plainText } from './text.ts';

/** What the words of the architecture are, as schemas; the types are inferred from them. */

export const eventIdSchema = z.string().regex(eventIdPattern);
export const perspectiveIdSchema = z.string().regex(perspectiveIdPattern);
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

/** `paused`: nobody new for now; who comes is held, and told so. */
export const doorsSchema = z.enum(['open', 'held', 'paused']);
export type Doors = z.infer<typeof doorsSchema>;

/** Longest order of perspectives that an event keeps. */
export const maxOrder = 200;

/** As it is typed, a text may be so much longer than once it is plain: letters and their accents apart, spaces, controls. */
const typedFactor = 3;

/** A line of plain text. What counts is its length as it is kept: composed letters may become longer, or shorter. */
export const plainTextSchema = (most: number) =>
  z
    .string()
    .max(most * typedFactor)
    .transform(plainText)
    .pipe(z.string().max(most));

export const titleSchema = plainTextSchema(80).pipe(z.string().min(1));
export const labelSchema = plainTextSchema(40);
/** Why a moderator did something, for the log and for whom it concerns. */
export const reasonSchema = plainTextSchema(200);

/** An instant of this world, ms: what lies outside is no event's date, and some dates no calendar can show. */
export const instantSchema = z.number().int().min(Date.UTC(2000)).max(Date.UTC(2100));
/** A count of changes; more than a moderator can make. */
export const versionSchema = z.number().int().min(0).max(1e9);

export const eventSchema = z.object({
  id: eventIdSchema,
  title: titleSchema,
  venue: venueSchema.nullable(),
  startsAt: instantSchema,
  doors: doorsSchema,
  /** Unlisted events are found by their link only; they end by themselves. */
  listed: z.boolean(),
  /** When a moderator closed it, ms: nobody goes live any more, and what is personal goes after a set time. */
  endsAt: instantSchema.nullable(),
  /** The event's own order of perspectives; who is not in it comes after. */
  order: z.array(perspectiveIdSchema).max(maxOrder),
  /** The arrangement that viewers begin with, as the watch page's query; empty for none. */
  view: z.string().max(2_000),
  /** Slow mode: each sender may say something once in so many seconds; 0 for none. */
  slowSeconds: z.number().int().min(0).max(600),
  /** So many reports put a perspective back to held until somebody looks; 0 for never. Moderators alone are told. */
  reportThreshold: z.number().int().min(0).max(1_000).optional(),
  /** Grows by one with each change: a move may say on which it was decided. */
  version: versionSchema,
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
  /** No media to anybody, moderators neither, until it is lifted. */
  blackout: z.boolean(),
  /** `removed` was sent away and is hidden if it comes back; `banned` may not come back to this event. */
  out: z.enum(['no', 'removed', 'banned']),
  /** This camera, and others of its device, skip the line. */
  trusted: z.boolean(),
  /** What a moderator calls it, beside the phone's own label; empty for nothing. */
  name: labelSchema,
  /** The place or side that a moderator counts it to; empty for none. */
  group: labelSchema,
  /** Shown so much later than its capture times say, ms: a moderator's correction by eye. */
  nudgeMs: z.number().int().min(-mostNudgeMs).max(mostNudgeMs),
  /** Reports up to this instant have been looked at, ms. */
  lookedAt: z.number().int().min(0).max(Date.UTC(2100)),
  /** Grows by one with each change: a move may say on which it was decided. */
  version: versionSchema,
});
export type Curation = z.infer<typeof curationSchema>;

/** A frame of which both times are known: by RTP's clock, and by the phone's when it was taken (ms). */
export type RtpMapping = { rtp: number; phoneMs: number };

/** How a phone's capture times become the server's. */
export type PerspectiveClock = {
  /** Added to the phone's clock gives the server's, ms. */
  offsetMs: number;
  quality: 'good' | 'fair' | 'poor';
  /** The phone's own word of its clock contradicts its sender reports, or it jumped: it is not used. */
  isDoubted: boolean;
  /** From light to capture time, as measured by a sync check, ms. */
  cameraDelayMs: number;
  /** By how much its pictures' stamps err, as the phone found by comparing them; early ones are negative, ms. */
  captureTimeErrorMs: number;
  /** From a sender report, for phones that stamp no frames. */
  rtpMapping: RtpMapping | null;
};

/** How a phone fares, by its own word. */
export const healthSchema = z
  .object({
    /** Percent; null where the browser does not say. */
    battery: z.number().min(0).max(100).nullable(),
    isCharging: z.boolean().nullable(),
    network: z.enum(['good', 'fair', 'poor']),
  })
  .strict();
export type Health = z.infer<typeof healthSchema>;

/** What moderators alone are told of a perspective. */
export type Backstage = {
  health: Health | null;
  /** How many show it now. */
  watching: number;
  /** A newcomer from the network of somebody who was banned a short while ago: held, whatever the doors say. */
  isSuspect: boolean;
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
  /** For moderators alone. */
  backstage?: Backstage;
};

export const roles = ['spectator', 'viewer', 'moderator'] as const;
export type Role = (typeof roles)[number];
