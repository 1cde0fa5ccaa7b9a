import { z } from 'zod';
import { labelSchema, perspectiveIdSchema, plainTextSchema } from '../domain.ts';
import { reportReasons } from '../reports.ts';
import { maxLinks, maxMessage, type Reaction, reactions } from '../talk.ts';
import { linksIn } from '../text.ts';
import { request } from '../wire.ts';

export const messageIdSchema = z.string().regex(/^[A-Za-z0-9_-]{16}$/);
export const senderSchema = z.string().regex(/^[A-Za-z0-9_-]{10}$/);

const messageTextSchema = plainTextSchema(maxMessage).pipe(
  z
    .string()
    .min(1)
    .refine((text) => linksIn(text) <= maxLinks, { message: `more than ${maxLinks} link` }),
);
const about = perspectiveIdSchema.nullable().default(null);

/** A chat message; `at` is on the event's clock (the server's, ms). `sender` is the same for one device at one event. */
export type Message = {
  id: string;
  at: number;
  sender: string;
  name: string;
  /** Plain text: pages never render it as anything else. */
  text: string;
  perspective: string | null;
  isModerator: boolean;
  /** Sent to moderators only, who may undo the deletion. */
  isDeleted?: boolean;
};

/** Reactions of one kind within half a second. */
export type Reacted = { at: number; reaction: Reaction; perspective: string | null; count: number };

/** Chat, reactions and reports: what viewers and moderators may ask alike. */
export const talkRequests = {
  /** The newest messages, oldest first, and the rules of the chat. */
  readMessages: request(z.object({}).strict()).replies<{
    messages: Message[];
    /** This device's own sender, to recognise its own messages. */
    sender: string;
    slowSeconds: number;
    /** All reactions so far. */
    reactions: Partial<Record<Reaction, number>>;
  }>(),
  say: request(z.object({ text: messageTextSchema, name: labelSchema.default(''), perspective: about }).strict())
    .refuses('noSuchEvent', 'eventClosed', 'noSuchPerspective', 'muted', 'slowMode')
    .replies<{ message: Message }>(),
  react: request(z.object({ reaction: z.enum(reactions), perspective: about }).strict())
    .refuses('noSuchEvent', 'eventClosed', 'noSuchPerspective')
    .replies<object>(),
  /** Reports a perspective to moderators; one report per device counts. Enough of them may hide it. */
  report: request(
    z
      .object({ perspective: perspectiveIdSchema, reason: z.enum(reportReasons), note: labelSchema.default('') })
      .strict(),
  )
    .refuses('noSuchPerspective')
    .replies<object>(),
};

/** Notices about what others say. */
export type TalkNotices = {
  messageSaid: Message;
  messageDeleted: { id: string };
  reacted: Reacted;
};
