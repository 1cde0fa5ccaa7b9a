import { z } from 'zod';
import type { CurationAction } from './conversations/moderator.ts';
import { perspectiveIdSchema } from './domain.ts';
import type { ReportReason } from './reports.ts';

/**
 * The author of a decision: a moderator (`id` is the session's short id, `name` a chosen one), the event by its rules,
 * or a spectator.
 */
export type By = { is: 'moderator'; id: string; name: string } | { is: 'event' } | { is: 'spectator' };

/** The target of a decision; for `event`, `id` is the event's own. */
export type Target = { is: 'event' | 'perspective' | 'message' | 'sender'; id: string };

/** Acts in the log beside curation actions. */
export const otherActs = [
  'rename',
  'group',
  'nudge',
  'hold',
  'doors',
  'order',
  'view',
  'rules',
  'close',
  'share',
  'rotate',
  'delete',
  'mute',
  'unmute',
  'undo',
  'takeBack',
] as const;
export type Act = CurationAction | (typeof otherActs)[number];

/** Values of the fields that a decision changed. */
export type Fields = Record<string, string | number | boolean | null>;

/** One entry of the event's log. */
export type LogEntry = {
  /** Counts up within the event. */
  id: number;
  /** ms (wall clock). */
  at: number;
  by: By;
  act: Act;
  target: Target;
  /** The target's name at that time. */
  whom: string;
  /** Empty if no reason was given. */
  why: string;
  /** The gravest reason, if reports triggered the decision. */
  report: ReportReason | null;
  before: Fields;
  after: Fields;
  /** The entry that this one undid, and the entry that undid this one. */
  undoes: number | null;
  undoneBy: number | null;
};

/** Entries in one reply at most; older ones are requested with `before`. */
export const maxQueryLines = 1_000;

/** Which entries of the log are wanted. Without `before`, the newest; the newest comes last. */
export const logQuerySchema = z
  .object({
    perspective: perspectiveIdSchema,
    act: z.string().max(20),
    /** From this instant on, ms (wall clock). */
    since: z.coerce.number().min(0).max(1e14),
    /** After this entry. */
    after: z.coerce.number().int().min(0).max(1e9),
    /** Before this entry. */
    before: z.coerce.number().int().min(1).max(1e9),
    /** The most entries to return. */
    limit: z.coerce.number().int().min(1).max(maxQueryLines),
  })
  .partial()
  .strict();
export type LogQuery = z.infer<typeof logQuerySchema>;

/** Whether an entry matches a query. */
export function isWanted({ target, act, at, id }: LogEntry, query: LogQuery): boolean {
  return (
    (query.perspective === undefined || (target.is === 'perspective' && target.id === query.perspective)) &&
    (query.act === undefined || act === query.act) &&
    at >= (query.since ?? 0) &&
    id > (query.after ?? 0) &&
    id < (query.before ?? Number.POSITIVE_INFINITY)
  );
}
