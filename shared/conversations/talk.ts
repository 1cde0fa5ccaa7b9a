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

/** What somebody said, on the event's clock (the server's, ms). `sender` is the same for one device at one event. */
export type Message = {
  id: string;
  at: number;
  sender: string;
  name: string;
  /** Plain text: a page shows it as such. */
  text: string;
  perspective: string | null;
  isModerator: boolean;
  /** Told to moderators alone, who may undo it. */
  isDeleted?: boolean;
};

/** Reactions of one kind within half a second. */
export type Reacted = { at: number; reaction: Reaction; perspective: string | null; count: number };

/** What whoever watches may say. */
export const talkRequests = {
  /** The newest messages, oldest first, and the rules of the chat. */
  readMessages: request(z.object({}).strict()).replies<{
    messages: Message[];
    /** This device's own sender, to tell one's own messages. */
    sender: string;
    slowSeconds: number;
    /** All reactions so far. */
    reactions: Partial<Record<Reaction, number>>;
  }>(),
  say: request(
    z.object({ text: messageTextSchema, name: labelSchema.default(''), perspective: about }).strict(),
  ).replies<{ message: Message }>(),
  react: request(z.object({ reaction: z.enum(reactions), perspective: about }).strict()).replies<object>(),
  /** Tells moderators what is wrong with a perspective; one report of a device counts. */
  report: request(
    z
      .object({ perspective: perspectiveIdSchema, reason: z.enum(reportReasons), note: labelSchema.default('') })
      .strict(),
  ).replies<object>(),
};

/** What is told of what others say. */
export type TalkNotices = {
  messageSaid: Message;
  messageDeleted: { id: string };
  reacted: Reacted;
};
