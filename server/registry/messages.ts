import type { Redis } from 'ioredis';
import type { Message } from '../../shared/conversations/talk.ts';
import { caps } from '../../shared/limits.ts';
import { type Reaction, reactions } from '../../shared/talk.ts';
import type { Messages } from '../events/ports.ts';
import { reach } from './connection.ts';
import { keys } from './keys.ts';
import { countOf, messageMarkRecord, messageRecord, type ReadStored, senderRecord } from './stored.ts';

/** Messages kept of one event; what is older is gone. */
const kept = 1_000;

/** One more of each, unless any has as many as it may. KEYS; ARGV seconds, the most of each in their order. */
const slowScript = `
local made = {}
for n, key in ipairs(KEYS) do
  made[n] = tonumber(redis.call('GET', key) or '0') or 0
  if made[n] >= tonumber(ARGV[n + 1]) then return 0 end
end
for n, key in ipairs(KEYS) do
  if made[n] == 0 then redis.call('SET', key, 1, 'EX', ARGV[1])
  else redis.call('SET', key, made[n] + 1, 'KEEPTTL') end
end
return 1`;

/** What is said at an event, and the marks that moderators put on it. */
export function createMessages(redis: Redis, keepSeconds: number, readStored: ReadStored): Messages {
  return {
    say: (event, message, network) =>
      reach(async () => {
        const key = keys.messages.of(event);
        await redis
          .multi()
          .rpush(key, JSON.stringify(message))
          .ltrim(key, -kept, -1)
          .expire(key, keepSeconds)
          .hset(keys.speakers.of(event), message.sender, network)
          .expire(keys.speakers.of(event), keepSeconds)
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
    takeSlowTurn: (event, { sender, network, isNew }, seconds) =>
      reach(async () => {
        const { device, newcomers, network: ofNetwork } = caps.slowMessages;
        const shared: [string, number][] = [
          [sender, device],
          [`network:${network}`, ofNetwork],
          ...(isNew ? [[`newcomers:${network}`, newcomers] as [string, number]] : []),
        ];
        const names = shared.map(([who]) => keys.slow.of(event, who));
        return (await redis.eval(slowScript, names.length, ...names, seconds, ...shared.map(([, most]) => most))) === 1;
      }),
    mutedUntil: (event, sender, network) =>
      reach(async () => {
        const key = keys.senders.of(event);
        const untilOf = (who: string, text: string | null | undefined) =>
          readStored(senderRecord, text ?? null, key, who)?.mutedUntil ?? 0;
        if (network === null) return untilOf(sender, await redis.hget(key, sender));
        // Those whom moderators muted are few.
        const muted = await redis.hgetall(key);
        const others = Object.keys(muted);
        const from = others.length > 0 ? await redis.hmget(keys.speakers.of(event), ...others) : [];
        const near = others.filter((other, index) => other === sender || from[index] === network);
        return Math.max(0, ...near.map((other) => untilOf(other, muted[other])));
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
