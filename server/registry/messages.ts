import type { Redis } from 'ioredis';
import type { Message } from '../../shared/conversations/talk.ts';
import { caps } from '../../shared/limits.ts';
import { type Reaction, reactions } from '../../shared/talk.ts';
import type { Messages } from '../events/ports/messages.ts';
import { orRegistryDown } from './connection.ts';
import { addCounts } from './counters.ts';
import { keys } from './keys.ts';
import { createSpeakers } from './speakers.ts';
import { countOf, messageMarkRecord, messageRecord, type ReadStored } from './stored.ts';

/** Messages kept of one event; what is older is gone. */
const kept = 1_000;
/** So many go at once, so that each message costs the same. */
const droppedAtOnce = 100;

/**
 * Keeps a message; the oldest of too many are handed out and gone. KEYS messages, activity; ARGV the message, how many to
 * keep, seconds, how many go at once, when, event.
 */
const sayScript = `
local over = redis.call('RPUSH', KEYS[1], ARGV[1]) - ARGV[2]
redis.call('EXPIRE', KEYS[1], ARGV[3])
redis.call('ZADD', KEYS[2], ARGV[5], ARGV[6])
if over <= 0 then return {} end
return redis.call('LPOP', KEYS[1], math.min(over, ARGV[4]))`;

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
  const speakers = createSpeakers(redis, keepSeconds);

  return {
    say: (event, message, network) =>
      orRegistryDown(async () => {
        const key = keys.messages.of(event);
        const asked = [JSON.stringify(message), kept, keepSeconds, droppedAtOnce, message.at, event];
        const [dropped] = await Promise.all([
          redis.eval(sayScript, 2, key, keys.activity.of(), ...asked) as Promise<string[]>,
          speakers.note(event, message.sender, network, message.at),
        ]);
        // With a message goes what was decided about it.
        const ids = dropped.flatMap((text) => readStored(messageRecord, text, key)?.id ?? []);
        if (ids.length > 0) await redis.hdel(keys.messageMarks.of(event), ...ids);
      }),
    newest: (event, count) =>
      orRegistryDown(async () => {
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
      orRegistryDown(async () => {
        const { device, newcomers, network: ofNetwork } = caps.slowMessages;
        const shared: [string, number][] = [
          [sender, device],
          [`network:${network}`, ofNetwork],
          ...(isNew ? [[`newcomers:${network}`, newcomers] as [string, number]] : []),
        ];
        const names = shared.map(([who]) => keys.slow.of(event, who));
        return (await redis.eval(slowScript, names.length, ...names, seconds, ...shared.map(([, most]) => most))) === 1;
      }),
    isSpeaker: (event, sender) => orRegistryDown(() => speakers.isKnown(event, sender)),
    mutedUntil: (event, sender, network, now) => orRegistryDown(() => speakers.mutedUntil(event, sender, network, now)),
    react: (event, counts) => orRegistryDown(() => addCounts(redis, keys.reactions.of(event), counts, keepSeconds)),
    reactions: (event) =>
      orRegistryDown(async () => {
        const counts = await redis.hgetall(keys.reactions.of(event));
        const known = reactions.filter((reaction) => countOf(counts[reaction]) > 0);
        return Object.fromEntries(known.map((reaction) => [reaction, countOf(counts[reaction])])) as Partial<
          Record<Reaction, number>
        >;
      }),
  };
}
