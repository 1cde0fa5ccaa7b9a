import { z } from 'zod';
import { curationActionSchema } from '../../shared/conversations/moderator.ts';
import { messageIdSchema, senderSchema } from '../../shared/conversations/talk.ts';
import { otherActs } from '../../shared/curationLog.ts';
import {
  curationSchema,
  eventSchema,
  perspectiveIdSchema,
  perspectiveStateSchema,
  placeSchema,
} from '../../shared/domain.ts';
import { reportReasons } from '../../shared/reports.ts';
import { maxMessage } from '../../shared/talk.ts';
import type { Log } from '../log.ts';

/** Schemas of what is stored as JSON. Texts were cleaned on their way in: here only their length is checked. */

const text = (max: number) => z.string().max(max);
/** Measured instants, ms: may be 0 for never, or fractions. */
const at = z.number().min(0).max(Date.UTC(2100));
const digest = text(64);
const count = z.number().int().min(0);

export const eventRecord = eventSchema.extend({
  title: text(80).min(1),
  // Older records lack some fields. The order is one text, so that changes compare single values.
  order: z
    .string()
    .default('')
    .transform((order) => order.split(',').filter(Boolean))
    .pipe(eventSchema.shape.order),
  endsAt: eventSchema.shape.endsAt.default(null),
  view: eventSchema.shape.view.default(''),
  slowSeconds: eventSchema.shape.slowSeconds.default(0),
  reportThreshold: eventSchema.shape.reportThreshold.default(0),
  version: eventSchema.shape.version.default(1),
});
export const epochRecord = z.object({ epoch: text(40) });

const clock = z.object({
  offsetMs: z.number().min(-1e13).max(1e13),
  quality: z.enum(['good', 'fair', 'poor']),
  isDoubted: z.boolean(),
  cameraDelayMs: z.number(),
  captureTimeErrorMs: z.number(),
  rtpMapping: z.object({ rtp: z.number(), phoneMs: z.number() }).nullable(),
});
export const perspectiveRecord = z.object({
  id: perspectiveIdSchema,
  event: z.string(),
  label: text(40),
  state: perspectiveStateSchema,
  place: placeSchema,
  isSuspect: z.boolean().default(false),
  media: z.object({ video: z.boolean(), audio: z.boolean() }),
  // An invalid clock is read as none: the phone reports it again.
  clock: clock.nullable().catch(null),
  since: at,
});
/** Records from before this field was renamed. Without this, reports that were dismissed would come back. */
const withDismissal = (stored: unknown): unknown =>
  typeof stored === 'object' && stored !== null && 'lookedAt' in stored
    ? { reportsDismissedAt: stored.lookedAt, ...stored }
    : stored;
export const curationRecord = z.preprocess(withDismissal, curationSchema.extend({ name: text(40), group: text(40) }));
export const originRecord = z.object({ camera: digest, device: digest.nullable(), network: digest });
export const admissionRecord = z.object({
  is: z.enum(['banned', 'trusted']),
  perspective: perspectiveIdSchema,
  at,
  until: at.nullable(),
});

const fields = z.preprocess(
  withDismissal,
  z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
);
const by = z.discriminatedUnion('is', [
  z.object({ is: z.literal('moderator'), id: text(20), name: text(40) }),
  z.object({ is: z.literal('event') }),
  z.object({ is: z.literal('spectator') }),
]);
export const logRecord = z.object({
  at,
  by,
  act: z.enum([...curationActionSchema.options, ...otherActs]),
  target: z.object({ is: z.enum(['event', 'perspective', 'message', 'sender']), id: text(60) }),
  whom: text(80),
  why: text(200),
  report: z.enum(reportReasons).nullable(),
  before: fields,
  after: fields,
  undoes: count.nullable(),
  undoneBy: count.nullable(),
});

export const messageRecord = z.object({
  id: messageIdSchema,
  at,
  sender: senderSchema,
  name: text(40),
  text: text(maxMessage),
  perspective: perspectiveIdSchema.nullable(),
  isModerator: z.boolean(),
});
export const messageDecisionRecord = z.object({ isDeleted: z.boolean(), version: count });
export const muteRecord = z.object({ mutedUntil: at, version: count });
export const reportRecord = z.object({ reason: z.enum(reportReasons), note: text(40), at });

/** A count as Redis stores it; 0 if it is invalid. */
export function countOf(stored: string | null | undefined): number {
  const count = Number(stored);
  return Number.isSafeInteger(count) && count > 0 ? count : 0;
}

/** Invalid records remembered, so that each is logged once and not at every read. */
const maxRemembered = 1_000;

/** Parses a stored value; null if there is none or it is invalid. */
export type ReadStored = <Schema extends z.ZodType>(
  schema: Schema,
  stored: string | null | undefined,
  key: string,
  field?: string,
) => z.output<Schema> | null;

/** All records are read through this: an invalid one is skipped and logged by its key. */
export function createReadStored(log: Log): ReadStored {
  const logged = new Set<string>();

  return (schema, stored, key, field = '') => {
    if (stored === null || stored === undefined) return null;
    const parsed = schema.safeParse(jsonOf(stored));
    if (parsed.success) return parsed.data;
    const name = `${key} ${field}`;
    if (!logged.has(name)) {
      if (logged.size >= maxRemembered) logged.clear();
      logged.add(name);
      // The value is not logged: it may hold personal data.
      const why = parsed.error.issues[0]?.path.join('.') || 'no JSON of that kind';
      log.warn({ key, field, why }, 'a stored record cannot be read and is skipped');
    }
    return null;
  };
}

function jsonOf(stored: string): unknown {
  try {
    return JSON.parse(stored);
  } catch {
    return undefined;
  }
}
