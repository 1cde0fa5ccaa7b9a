import { z } from 'zod';
import { logRecord, messageRecord, perspectiveRecord } from '../../server/registry/stored.ts';
import { curationSchema, eventSchema, healthSchema, placeSchema } from '../../shared/domain.ts';
import { reportReasons } from '../../shared/reports.ts';
import { reactions } from '../../shared/talk.ts';

/** Schemas of replies, for reading back what was accepted. */

const count = z.number().int().min(0);
const at = z.number().min(0).max(Date.UTC(2100));

const event = eventSchema.strict();
const backstage = z.object({ health: healthSchema.nullable(), watching: count, isSuspect: z.boolean() });
const perspective = perspectiveRecord
  .omit({ isSuspect: true })
  .extend({ curation: curationSchema, place: placeSchema.nullable(), backstage: backstage.optional() });
const entry = logRecord.extend({ id: z.number().int().min(1) });
const holdings = z.array(z.object({ what: z.string(), count: z.number().int().min(1) }));
const insight = z.object({
  perspective: z.string().nullable(),
  watching: count,
  viewers: count,
  mostWatching: count,
  filmedMinutes: z.number().min(0),
  watchedMinutes: z.number().min(0),
  featured: z.array(z.object({ from: at, to: at.nullable() })),
  decisions: z.array(z.object({ at, act: z.string(), by: z.string(), moderator: z.string(), why: z.string() })),
  holdings,
  until: at.nullable(),
  keptMs: z.number().min(0),
});
const reported = z.object({
  perspective: z.string(),
  count: z.number().int().min(1),
  urgency: z.number().min(0),
  reasons: z.partialRecord(z.enum(reportReasons), count),
  notes: z.array(z.string().max(40)),
  newestAt: at,
});

export const replies = {
  events: z.object({ events: z.array(event.extend({ live: count, distanceM: z.number().optional() })) }),
  event: z.object({ event, live: count }),
  perspectives: z.object({ perspectives: z.array(perspective) }),
  watch: z.object({ event, perspectives: z.array(perspective) }),
  readLog: z.object({ entries: z.array(entry) }),
  readReports: z.object({ reports: z.array(reported) }),
  readOut: z.object({ perspectives: z.array(perspective) }),
  readMessages: z.object({
    messages: z.array(messageRecord.extend({ isDeleted: z.boolean().optional() })),
    slowSeconds: count,
    reactions: z.partialRecord(z.enum(reactions), count),
  }),
  readMine: insight,
  exportMine: z.object({
    event: z.string(),
    exportedAt: at,
    insight,
    held: z.record(z.string(), z.array(z.unknown())),
  }),
};
