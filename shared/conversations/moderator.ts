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

/** The `version` that the decision is based on: refused with `changedSince` if it is no longer the current one. */
const version = versionSchema.optional();
const perspective = perspectiveIdSchema;
const why = reasonSchema.default('');

/** The action's entry in the log (null if nothing had to change), and the version now. */
export type DecisionReply = { entry: number | null; version: number };

/** Reports about one perspective that no moderator has dismissed yet, by reason. */
export type Reported = {
  perspective: string;
  count: number;
  urgency: number;
  reasons: Partial<Record<ReportReason, number>>;
  /** The newest notes that came with them. */
  notes: string[];
  newestAt: number;
};

/** A moderator's requests: all of a viewer's, also about held perspectives, and curation. */
export const moderatorRequests = {
  ...viewerRequests,
  curate: request(z.object({ perspective, action: curationActionSchema, version, why }).strict())
    .refuses('noSuchPerspective', 'notNow', 'changedSince', 'writtenLater')
    .replies<DecisionReply>(),
  /** Shows a perspective this much later than its capture times say, to everybody; ms. */
  nudge: request(z.object({ perspective, nudgeMs: curationSchema.shape.nudgeMs, version }).strict())
    .refuses('noSuchPerspective', 'changedSince')
    .replies<DecisionReply>(),
  /** A name beside the phone's own label; empty for its label alone. */
  rename: request(z.object({ perspective, name: labelSchema, version, why }).strict())
    .refuses('noSuchPerspective', 'changedSince')
    .replies<DecisionReply>(),
  /** Puts a perspective into a named group; empty for none. */
  assignGroup: request(z.object({ perspective, group: labelSchema, version, why }).strict())
    .refuses('noSuchPerspective', 'changedSince')
    .replies<DecisionReply>(),
  setDoors: request(z.object({ doors: doorsSchema, version, why }).strict())
    .refuses('noSuchEvent', 'changedSince')
    .replies<DecisionReply>(),
  /** The whole order of the event's perspectives. */
  reorder: request(z.object({ order: eventSchema.shape.order, version, why }).strict())
    .refuses('noSuchEvent', 'changedSince')
    .replies<DecisionReply>(),
  /** The arrangement that viewers begin with, as the watch page's query (`?mode=focus&…`); empty for none. */
  offerView: request(z.object({ view: eventSchema.shape.view.regex(/^(\?[\w.~,=&%+-]*)?$/), version, why }).strict())
    .refuses('noSuchEvent', 'changedSince')
    .replies<DecisionReply>(),
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
  )
    .refuses('noSuchEvent', 'changedSince')
    .replies<DecisionReply>(),
  /** Ends all cameras for good; personal data is deleted after the retention time. */
  closeEvent: request(z.object({ version, why }).strict())
    .refuses('noSuchEvent', 'changedSince')
    .replies<DecisionReply>(),
  /** Takes one action back, unless somebody has changed the same thing since. */
  undo: request(z.object({ entry: z.number().int().min(1).max(1e9), why }).strict())
    .refuses('noSuchEntry', 'noSuchPerspective', 'noSuchMessage', 'changedSince', 'writtenLater')
    .replies<DecisionReply>(),
  readLog: request(logQuerySchema).replies<{ entries: LogEntry[] }>(),
  /** Most urgent first. */
  readReports: request(z.object({}).strict()).replies<{ reports: Reported[] }>(),
  /** Perspectives that were removed or banned and are away, so that they can be let back. */
  readOut: request(z.object({}).strict()).replies<{ perspectives: Perspective[] }>(),
  deleteMessage: request(z.object({ message: messageIdSchema, why }).strict())
    .refuses('noSuchMessage', 'changedSince')
    .replies<DecisionReply>(),
  /** Refuses messages of this sender for this long; 0 ends it. */
  mute: request(
    z.object({ sender: senderSchema, minutes: z.number().int().min(1).max(10_080).default(1_440), why }).strict(),
  )
    .refuses('noSuchSender', 'changedSince')
    .replies<DecisionReply>(),
  unmute: request(z.object({ sender: senderSchema, why }).strict())
    .refuses('noSuchSender', 'changedSince')
    .replies<DecisionReply>(),
  /** A session token for minutes, to reconnect with and for REST. The socket is closed when it ends without a renewal. */
  renewToken: request(z.object({}).strict()).replies<{
    token: string;
    /** ms, on the server's wall clock. */
    expiresAt: number;
    /** The same as an interval: a page's clock may be hours off. */
    expiresInMs: number;
    /** As in the log. */
    moderator: { id: string; name: string; rights: Right[] };
  }>(),
  /** A link for another moderator, with some of the asker's rights. */
  shareLink: request(z.object({ rights: z.array(rightSchema).min(1).max(10) }).strict())
    .refuses('noSuchEvent', 'changedSince')
    .replies<{ link: string; token: string }>(),
  /** Revokes every link and session but the asking one at once; the reply is the new link. */
  rotateLink: request(z.object({ why }).strict())
    .refuses('noSuchEvent', 'changedSince')
    .replies<{ link: string; token: string }>(),
  /** The event's media, as measured over the last seconds. */
  status: request(z.object({}).strict()).replies<MediaStatus>(),
};

/** One perspective's uplink. Rates in bit/s, shares from 0 to 1. */
export type PerspectiveStatus = {
  perspective: string;
  bps: number;
  /** bit/s of each layer that was negotiated, from small to large; 0 if it is not sent. */
  layers: number[];
  lostShare: number;
  /** mediasoup's score of the best layer, from 0 (nothing arrives) to 10. */
  score: number;
  viewers: number;
  /** Viewers whose browser cannot play its codec; they are not in `viewers`. */
  cannotPlay: number;
};

/** `loadShare` of each media worker; one at 1 is full, and takes no new viewer or perspective. */
export type MediaStatus = { perspectives: PerspectiveStatus[]; workers: { loadShare: number }[] };

/** A moderator's notices: those of viewers, also about held perspectives, and each entry of the log. */
export type ModeratorNotices = ViewerNotices & {
  logged: LogEntry;
  reported: Reported;
  /** The link or the session has ended; the socket is closed. */
  signedOut: { why: 'expired' | 'rotated' };
};
