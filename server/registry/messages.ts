import type { Redis } from 'ioredis';
import type { Message } from '../../shared/conversations/talk.ts';
import { caps } from '../../shared/limits.ts';
import { type Reaction, reactions } from '../../shared/talk.ts';
import type { Messages } from '../events/ports/messages.ts';
import { addCounts } from './counters.ts';
import { keys } from './keys.ts';
import { orRegistryDown } from './registryDown.ts';
import { createSpeakers } from './speakers.ts';
import { countOf, messageDecisionRecord, messageRecord, type ReadStored } from './stored.ts';

/** Messages kept of one event. */
const maxMessages = 1_000;
/** Dropped per message at most, so that no message costs much more than another. */
const dropAtOnce = 100;

/**
 * Appends a message; returns the dropped ones if there are too many. KEYS messages, activity; ARGV the message, how
 * many to keep, seconds to keep, how many to drop at most, when (ms), event.
 */
const appendScript = `
local over = redis.call('RPUSH', KEYS[1], ARGV[1]) - ARGV[2]
redis.call('EXPIRE', KEYS[1], ARGV[3])
redis.call('ZADD', KEYS[2], ARGV[5], ARGV[6])
if over <= 0 then return {} end
return redis.call('LPOP', KEYS[1], math.min(over, ARGV[4]))`;

/**
 * Increments each counter, unless any has reached its limit. KEYS counters; ARGV seconds, the limits in their order.
 */
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

/**
 * The messages of an event, and moderators' decisions about them. `keepSeconds`: how long they are kept after the last
 * one.
 */
export function createMessages(redis: Redis, keepSeconds: number, readStored: ReadStored): Messages {
  const speakers = createSpeakers(redis, keepSeconds);

  return {
    say: (event, message, network) =>
      orRegistryDown(async () => {
        const key = keys.messages.of(event);
        const args = [JSON.stringify(message), maxMessages, keepSeconds, dropAtOnce, message.at, event];
        const [dropped] = await Promise.all([
          redis.eval(appendScript, 2, key, keys.activity.of(), ...args) as Promise<string[]>,
          speakers.record(event, message.sender, network, message.at),
        ]);
        // Decisions about a dropped message are deleted with it.
        const ids = dropped.flatMap((text) => readStored(messageRecord, text, key)?.id ?? []);
        if (ids.length > 0) await redis.hdel(keys.messageDecisions.of(event), ...ids);
      }),
    newest: (event, count) =>
      orRegistryDown(async () => {
        const [key, decisionsKey] = [keys.messages.of(event), keys.messageDecisions.of(event)];
        const texts = await redis.lrange(key, -count, -1);
        const messages = texts.flatMap((text): Message | [] => readStored(messageRecord, text, key) ?? []);
        if (messages.length === 0) return [];
        const decisions = await redis.hmget(decisionsKey, ...messages.map(({ id }) => id));
        return messages.map((message, index) => {
          const decision = readStored(messageDecisionRecord, decisions[index], decisionsKey, message.id);
          return decision?.isDeleted ? { ...message, isDeleted: true } : message;
        });
      }),
    checkSlowMode: (event, { sender, network, isNew }, seconds) =>
      orRegistryDown(async () => {
        const { device, newcomers, network: ofNetwork } = caps.slowMessages;
        const shared: [string, number][] = [
          [sender, device],
          [`network:${network}`, ofNetwork],
          ...(isNew ? [[`newcomers:${network}`, newcomers] as [string, number]] : []),
        ];
        const names = shared.map(([who]) => keys.slow.of(event, who));
        return (await redis.eval(slowScript, names.length, ...names, seconds, ...shared.map(([, max]) => max))) === 1;
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
