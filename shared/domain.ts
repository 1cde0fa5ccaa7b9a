import { z } from 'zod';
import { maxNudgeMs } from './gridDelay.ts';
import { eventIdPattern, perspectiveIdPattern } from './ids.ts';
import { plainText } from './text.ts';

/** Schemas of the data that server, clients and registry exchange; types are inferred from them. */

export const eventIdSchema = z.string().regex(eventIdPattern);
export const perspectiveIdSchema = z.string().regex(perspectiveIdPattern);
/** Chosen once by a phone and known to it alone: it is the key to the camera's tile. */
export const cameraIdSchema = z.string().regex(/^[A-Za-z0-9_-]{21,64}$/);

const latitude = z.number().min(-85).max(85);
const longitude = z.number().min(-180).max(180);
/** Degrees, clockwise from north. */
const heading = z.number().min(0).max(360);

export const positionSchema = z.object({ latitude, longitude });
export type Position = z.infer<typeof positionSchema>;

export const venueSchema = z.object({ latitude, longitude, radiusM: z.number().min(10).max(20_000) });
export type Venue = z.infer<typeof venueSchema>;

/** `paused`: newcomers are held, and informed that nobody new is let in for now. */
export const doorsSchema = z.enum(['open', 'held', 'paused']);
export type Doors = z.infer<typeof doorsSchema>;

/** Longest order of perspectives that an event keeps. */
export const maxOrder = 200;

/** A text may be this many times longer as typed than as plain text: separate accents, spaces, control characters. */
const typedFactor = 3;

/** One line of plain text. `most` limits the stored length: composing letters may make it longer or shorter. */
export const plainTextSchema = (most: number) =>
  z
    .string()
    .max(most * typedFactor)
    .transform(plainText)
    .pipe(z.string().max(most));

export const titleSchema = plainTextSchema(80).pipe(z.string().min(1));
export const labelSchema = plainTextSchema(40);
/** A moderator's reason; for the log, and for the spectator concerned. */
export const reasonSchema = plainTextSchema(200);

/** ms since the epoch (wall clock), within what `Date` can show. */
export const instantSchema = z.number().int().min(Date.UTC(2000)).max(Date.UTC(2100));
/** A count of changes; the maximum is more than moderators can make. */
export const versionSchema = z.number().int().min(0).max(1e9);

export const eventSchema = z.object({
  id: eventIdSchema,
  title: titleSchema,
  venue: venueSchema.nullable(),
  startsAt: instantSchema,
  doors: doorsSchema,
  /** Unlisted events are found by their link only; they are deleted sooner. */
  listed: z.boolean(),
  /**
   * When a moderator closed it, ms; null while it is open. Nobody can go live after that, and personal data is deleted
   * after a set time.
   */
  endsAt: instantSchema.nullable(),
  /** The event's own order of perspectives; those not in it come last. */
  order: z.array(perspectiveIdSchema).max(maxOrder),
  /** The arrangement that viewers start with, as the watch page's query; empty for none. */
  view: z.string().max(2_000),
  /** Slow mode: each sender may write once in this many seconds; 0 for off. */
  slowSeconds: z.number().int().min(0).max(600),
  /** This many reports hold a perspective until a moderator decides; 0 for never. Shown to moderators only. */
  reportThreshold: z.number().int().min(0).max(1_000).optional(),
  /** Grows by one with each change; a decision may name the version that it was made on. */
  version: versionSchema,
});
export type Event = z.infer<typeof eventSchema>;

export const newEventSchema = eventSchema
  .pick({ title: true, venue: true, startsAt: true, doors: true, listed: true })
  .partial({ venue: true, startsAt: true, doors: true, listed: true })
  .strict();
export type NewEvent = z.infer<typeof newEventSchema>;

/** Where the camera is, as exactly as the spectator chose to share it. */
export const placeSchema = z.discriminatedUnion('precision', [
  z.object({ precision: z.literal('off') }).strict(),
  z.object({ precision: z.enum(['area', 'exact']), latitude, longitude, heading: heading.optional() }).strict(),
]);
export type Place = z.infer<typeof placeSchema>;

/** A place as others may see it: `area` is the centre of a fixed cell (see `geo.ts`). */
export type ShownPlace = Exclude<Place, { precision: 'off' }>;

export const kindSchema = z.enum(['video', 'audio']);
export type Kind = z.infer<typeof kindSchema>;

export const perspectiveStateSchema = z.enum(['connecting', 'held', 'live', 'stalled', 'gone']);
export type PerspectiveState = z.infer<typeof perspectiveStateSchema>;

/** Moderators' decisions about a perspective. Kept apart from its state: each changes without the other. */
export const curationSchema = z.object({
  letIn: z.boolean(),
  featured: z.boolean(),
  hidden: z.boolean(),
  /** No media to anybody, not even moderators, until it is lifted. */
  blackout: z.boolean(),
  /** `removed` was sent away and is hidden if it comes back; `banned` may not come back to this event. */
  out: z.enum(['no', 'removed', 'banned']),
  /** This camera, and others of its device, are let in whatever the doors say. */
  trusted: z.boolean(),
  /** A moderator's name for it, beside the phone's own label; empty for none. */
  name: labelSchema,
  /** The group that moderators sort it into, such as a side of the stage; empty for none. */
  group: labelSchema,
  /** Shown this much later than its capture times say, ms: a moderator's correction by eye. */
  nudgeMs: z.number().int().min(-maxNudgeMs).max(maxNudgeMs),
  /** Reports up to this instant are dismissed, ms (wall clock). Records of earlier versions do not have it. */
  reportsDismissedAt: z.number().int().min(0).max(Date.UTC(2100)).default(0),
  /** Grows by one with each change; a decision may name the version that it was made on. */
  version: versionSchema,
});
export type Curation = z.infer<typeof curationSchema>;

/** A frame's RTP timestamp, and when it was captured on the phone's clock, ms. */
export type RtpMapping = { rtp: number; phoneMs: number };

/** Converts a phone's capture times to the server's clock. */
export type PerspectiveClock = {
  /** Added to the phone's clock it gives the server's, ms. */
  offsetMs: number;
  quality: 'good' | 'fair' | 'poor';
  /** The phone's claim about its clock contradicts its sender reports, or has jumped: it is not used. */
  isDoubted: boolean;
  /** From light to capture time, as measured by a sync check, ms. */
  cameraDelayMs: number;
  /** Error of its pictures' abs-capture-time as the phone measured it, ms; negative if it is too early. */
  captureTimeErrorMs: number;
  /** From a sender report, for phones that send no abs-capture-time. */
  rtpMapping: RtpMapping | null;
};

/** A phone's battery and network, as it reports them. */
export const healthSchema = z
  .object({
    /** Percent; null if the browser does not say. */
    battery: z.number().min(0).max(100).nullable(),
    isCharging: z.boolean().nullable(),
    network: z.enum(['good', 'fair', 'poor']),
  })
  .strict();
export type Health = z.infer<typeof healthSchema>;

/** The fields of a perspective that only moderators see. */
export type Backstage = {
  health: Health | null;
  /** How many viewers show it now. */
  watching: number;
  /** From the network of somebody who was banned in the last 30 minutes: held, whatever the doors say. */
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
  /** Null until the phone has reported its clock or sent a sender report. */
  clock: PerspectiveClock | null;
  since: number;
  /** Sent to moderators only. */
  backstage?: Backstage;
};

export const roles = ['spectator', 'viewer', 'moderator'] as const;
export type Role = (typeof roles)[number];
