import { z } from 'zod';
import type { CurationAction } from './conversations/moderator.ts';
import { perspectiveIdSchema } from './domain.ts';
import type { ReportReason } from './reports.ts';

/** Who did it: a moderator by the short id of the session and a chosen name, the event by its own rules, a spectator. */
export type By = { is: 'moderator'; id: string; name: string } | { is: 'event' } | { is: 'spectator' };

/** What a moderator's move can be about; `id` is the event's own for `event`. */
export type Target = { is: 'event' | 'perspective' | 'message' | 'sender'; id: string };

/** What can stand in the log, beside the moves on a perspective. */
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

/** Values of the fields that a move changed. */
export type Fields = Record<string, string | number | boolean | null>;

/** One line of the event's log. */
export type LogEntry = {
  /** Counts up within the event. */
  id: number;
  /** ms, the server's clock. */
  at: number;
  by: By;
  act: Act;
  target: Target;
  /** Whom or what it was about, as it was called then. */
  whom: string;
  /** Why; empty where nothing was said. `report` where reports made the event act. */
  why: string;
  report: ReportReason | null;
  before: Fields;
  after: Fields;
  /** The entry that this one undid, and the one that undid this. */
  undoes: number | null;
  undoneBy: number | null;
};

/** Lines of the log that are told at once; older ones are asked for by `before`. */
export const mostLines = 1_000;

/** Which lines of the log are wanted; the newest by default, newest last. */
export const logQuerySchema = z
  .object({
    perspective: perspectiveIdSchema,
    act: z.string().max(20),
    /** From this instant on, ms. */
    since: z.coerce.number().min(0).max(1e14),
    /** After this entry. */
    after: z.coerce.number().int().min(0).max(1e9),
    /** Before this entry. */
    before: z.coerce.number().int().min(1).max(1e9),
    /** So many at most. */
    limit: z.coerce.number().int().min(1).max(mostLines),
  })
  .partial()
  .strict();
export type LogQuery = z.infer<typeof logQuerySchema>;

/** Whether a line is wanted; a sender's and a message's lines are found by their act. */
export function isWanted({ target, act, at, id }: LogEntry, query: LogQuery): boolean {
  return (
    (query.perspective === undefined || (target.is === 'perspective' && target.id === query.perspective)) &&
    (query.act === undefined || act === query.act) &&
    at >= (query.since ?? 0) &&
    id > (query.after ?? 0) &&
    id < (query.before ?? Number.POSITIVE_INFINITY)
  );
}
