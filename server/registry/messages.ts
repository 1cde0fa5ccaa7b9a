import type { Redis } from 'ioredis';
import type { Message } from '../../shared/conversations/talk.ts';
import { type Reaction, reactions } from '../../shared/talk.ts';
import type { Messages } from '../events/ports.ts';
import { reach } from './connection.ts';
import { keys } from './keys.ts';

/** Messages kept of one event; what is older is gone. */
const kept = 1_000;

export const parseMessage = (text: string): Message => JSON.parse(text) as Message;

/** What is said at an event, and the marks that moderators put on it. */
export function createMessages(redis: Redis, keepSeconds: number): Messages {
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
        const messages = (await redis.lrange(keys.messages.of(event), -count, -1)).map(parseMessage);
        if (messages.length === 0) return [];
        const marks = await redis.hmget(keys.messageMarks.of(event), ...messages.map(({ id }) => id));
        return messages.map((message, index) => {
          const mark = marks[index];
          return mark && JSON.parse(mark).isDeleted === true ? { ...message, isDeleted: true } : message;
        });
      }),
    takeSlowTurn: (event, sender, seconds) =>
      reach(async () => (await redis.set(keys.slow.of(event, sender), '', 'EX', seconds, 'NX')) === 'OK'),
    mutedUntil: (event, sender) =>
      reach(async () => {
        const text = await redis.hget(keys.senders.of(event), sender);
        return text ? Number(JSON.parse(text).mutedUntil) || 0 : 0;
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
        const known = reactions.filter((reaction) => counts[reaction]);
        return Object.fromEntries(known.map((reaction) => [reaction, Number(counts[reaction])])) as Partial<
          Record<Reaction, number>
        >;
      }),
  };
}
