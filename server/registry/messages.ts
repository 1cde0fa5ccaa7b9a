import type { Redis } from 'ioredis';
import type { Message } from '../../shared/conversations/talk.ts';
import { type Reaction, reactions } from '../../shared/talk.ts';
import type { Messages } from '../events/ports.ts';
import { reach } from './connection.ts';
import { keys } from './keys.ts';
import { countOf, messageMarkRecord, messageRecord, type ReadStored, senderRecord } from './stored.ts';

/** Messages kept of one event; what is older is gone. */
const kept = 1_000;

/** What is said at an event, and the marks that moderators put on it. */
export function createMessages(redis: Redis, keepSeconds: number, readStored: ReadStored): Messages {
  return {
    say: (event, message) =>
      reach(async () => {
        const key = keys.messages.of(event);
        await redis
          .multi()
          .rpush(key, JSON.stringify(message))
          .ltrim(key, -kept, -1)
          .expire(key, keepSeconds)
          .zadd(keys.activity.of(), message.at, event)
          .exec();
      }),
    newest: (event, count) =>
      reach(async () => {
        const [key, marked] = [keys.messages.of(event), keys.messageMarks.of(event)];
        const texts = await redis.lrange(key, -count, -1);
        const messages = texts.flatMap((text): Message | [] => readStored(messageRecord, text, key) ?? []);
        if (messages.length === 0) return [];
        const marks = await redis.hmget(marked, ...messages.map(({ id }) => id));
        return messages.map((message, index) => {
          const mark = readStored(messageMarkRecord, marks[index], marked, message.id);
          return mark?.isDeleted ? { ...message, isDeleted: true } : message;
        });
      }),
    takeSlowTurn: (event, sender, seconds) =>
      reach(async () => (await redis.set(keys.slow.of(event, sender), '', 'EX', seconds, 'NX')) === 'OK'),
    mutedUntil: (event, sender) =>
      reach(async () => {
        const key = keys.senders.of(event);
        return readStored(senderRecord, await redis.hget(key, sender), key, sender)?.mutedUntil ?? 0;
      }),
    react: (event, counts) =>
      reach(async () => {
        const key = keys.reactions.of(event);
        const step = redis.multi();
        for (const [reaction, count] of Object.entries(counts)) step.hincrby(key, reaction, count);
        await step.expire(key, keepSeconds).exec();
      }),
    reactions: (event) =>
      reach(async () => {
        const counts = await redis.hgetall(keys.reactions.of(event));
        const known = reactions.filter((reaction) => countOf(counts[reaction]) > 0);
        return Object.fromEntries(known.map((reaction) => [reaction, countOf(counts[reaction])])) as Partial<
          Record<Reaction, number>
        >;
      }),
  };
}
