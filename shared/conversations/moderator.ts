import { z } from 'zod';
import type { LogEntry } from '../curationLog.ts';
import { logQuerySchema } from '../curationLog.ts';
import {
  curationSchema,
  doorsSchema,
  eventSchema,
  labelSchema,
  type Perspective,
  perspectiveIdSchema,
  reasonSchema,
  versionSchema,
} from '../domain.ts';
import type { ReportReason } from '../reports.ts';
import { type Right, rightSchema } from '../rights.ts';
import { request } from '../wire.ts';
import { messageIdSchema, senderSchema } from './talk.ts';
import type { ViewerNotices } from './viewer.ts';
import { viewerRequests } from './viewer.ts';

export const curationActionSchema = z.enum([
  'letIn',
  'sendBack',
  'feature',
  'unfeature',
  'hide',
  'show',
  'blackout',
  'lift',
  'remove',
  'ban',
  'unban',
  'trust',
  'dismissReports',
]);
export type CurationAction = z.infer<typeof curationActionSchema>;

/** The `version` that a move was decided on: refused with `changedSince` if another came between. */
const version = versionSchema.optional();
const perspective = perspectiveIdSchema;
const why = reasonSchema.default('');

/** The reply to a decision: its entry in the log (null if nothing had to change), and the version now. */
export type DecisionReply = { entry: number | null; version: number };

/** Reports about one perspective since somebody looked at it, by reason. */
export type Reported = {
  perspective: string;
  count: number;
  urgency: number;
  reasons: Partial<Record<ReportReason, number>>;
  /** The newest of what was noted beside them. */
  notes: string[];
  newestAt: number;
};

/** What who curates may ask: all that a viewer may, of held perspectives too, and to curate. */
export const moderatorRequests = {
  ...viewerRequests,
  curate: request(
    z.object({ perspective, action: curationActionSchema, version, why }).strict(),
  ).replies<DecisionReply>(),
  /** Shows a perspective so much later than its capture times say, to everybody; ms. */
  nudge: request(
    z.object({ perspective, nudgeMs: curationSchema.shape.nudgeMs, version }).strict(),
  ).replies<DecisionReply>(),
  /** Calls a perspective something, beside the phone's own label; empty for its label alone. */
  rename: request(z.object({ perspective, name: labelSchema, version, why }).strict()).replies<DecisionReply>(),
  /** Counts a perspective to a named group; empty for none. */
  assignGroup: request(z.object({ perspective, group: labelSchema, version, why }).strict()).replies<DecisionReply>(),
  setDoors: request(z.object({ doors: doorsSchema, version, why }).strict()).replies<DecisionReply>(),
  /** The event's own order, whole. */
  reorder: request(z.object({ order: eventSchema.shape.order, version, why }).strict()).replies<DecisionReply>(),
  /** The arrangement that viewers begin with, as the watch page's query (`?mode=focus&…`); empty for none. */
  offerView: request(
    z.object({ view: eventSchema.shape.view.regex(/^(\?[\w.~,=&%+-]*)?$/), version, why }).strict(),
  ).replies<DecisionReply>(),
  /** Slow mode in seconds, and how many reports put a perspective back to held; 0 for none. */
  setRules: request(
    z
      .object({
        slowSeconds: eventSchema.shape.slowSeconds.optional(),
        reportThreshold: eventSchema.shape.reportThreshold,
        version,
        why,
      })
      .strict(),
  ).replies<DecisionReply>(),
  /** Nobody films any more; what is personal goes after the set time. */
  closeEvent: request(z.object({ version, why }).strict()).replies<DecisionReply>(),
  /** Takes one move back: `changedSince` where somebody has changed the same since. */
  undo: request(z.object({ entry: z.number().int().min(1).max(1e9), why }).strict()).replies<DecisionReply>(),
  readLog: request(logQuerySchema).replies<{ entries: LogEntry[] }>(),
  /** Most urgent first. */
  readReports: request(z.object({}).strict()).replies<{ reports: Reported[] }>(),
  /** Those who were removed or banned and are not here: to let them back. */
  readOut: request(z.object({}).strict()).replies<{ perspectives: Perspective[] }>(),
  deleteMessage: request(z.object({ message: messageIdSchema, why }).strict()).replies<DecisionReply>(),
  /** Everything this sender says is refused for so long. */
  mute: request(
    z.object({ sender: senderSchema, minutes: z.number().int().min(1).max(10_080).default(1_440), why }).strict(),
  ).replies<DecisionReply>(),
  unmute: request(z.object({ sender: senderSchema, why }).strict()).replies<DecisionReply>(),
  /** A token that serves for minutes, to come back with and for REST; to be renewed before it ends, or the socket does. */
  renewToken: request(z.object({}).strict()).replies<{
    token: string;
    /** ms, the server's date. */
    expiresAt: number;
    /** The same as an interval: a page's date may be hours off. */
    expiresInMs: number;
    /** Who one is in the log. */
    moderator: { id: string; name: string; rights: Right[] };
  }>(),
  /** A link for a further moderator, with some of one's own rights. */
  shareLink: request(z.object({ rights: z.array(rightSchema).min(1).max(10) }).strict()).replies<{
    link: string;
    token: string;
  }>(),
  /** Every link and session but the asking one is out at once; here is the new link. */
  rotateLink: request(z.object({ why }).strict()).replies<{ link: string; token: string }>(),
  /** How the event's media is doing, as measured over the last seconds. */
  status: request(z.object({}).strict()).replies<Status>(),
};

/** One perspective's way up. Rates in bit/s, shares from 0 to 1. */
export type PerspectiveStatus = {
  perspective: string;
  bps: number;
  /** Of each layer that was announced, from small to large; 0 where it does not flow. */
  layers: number[];
  lostShare: number;
  /** From 0 (nothing arrives) to 10, as the media server judges the best of its layers. */
  score: number;
  viewers: number;
};

/** `loadShare` of each media worker: 1 is full, and new viewers and perspectives are refused. */
export type Status = { perspectives: PerspectiveStatus[]; workers: { loadShare: number }[] };

/** What who curates is told: what viewers are, of held perspectives too, and each line of the log. */
export type ModeratorNotices = ViewerNotices & {
  logged: LogEntry;
  reported: Reported;
  /** The link or the session is at its end; the socket closes. */
  signedOut: { why: 'expired' | 'rotated' };
};
