import type { Redis } from 'ioredis';
import { keys } from './keys.ts';

/** Mutes kept of one event: more than a long night has. */
const maxMuted = 1_000;
/** Senders remembered; one that is forgotten cannot be muted until its next message. */
const maxSpeakers = 5_000;
/** Dropped per message at most, so that no message costs much more than another. */
const dropAtOnce = 100;

/**
 * Remembers a sender's network; drops the oldest senders that are not muted. KEYS spoke, speakers, muted; ARGV sender,
 * its network, when (ms), the most.
 */
const recordScript = `
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
local over = redis.call('ZCARD', KEYS[1]) - ARGV[4]
if over <= 0 then return 0 end
local oldest = redis.call('ZPOPMIN', KEYS[1], math.min(over, ${dropAtOnce}))
for n = 1, #oldest, 2 do
  if not redis.call('ZSCORE', KEYS[3], oldest[n]) then redis.call('HDEL', KEYS[2], oldest[n]) end
end
return #oldest / 2`;

/** Drops mutes, expired ones first. KEYS muted, mutes, speakers, spoke; ARGV the most. */
const dropScript = `
local over = redis.call('ZCARD', KEYS[1]) - ARGV[1]
if over <= 0 then return 0 end
local oldest = redis.call('ZPOPMIN', KEYS[1], math.min(over, ${dropAtOnce}))
for n = 1, #oldest, 2 do
  redis.call('HDEL', KEYS[2], oldest[n])
  if not redis.call('ZSCORE', KEYS[4], oldest[n]) then redis.call('HDEL', KEYS[3], oldest[n]) end
end
return #oldest / 2`;

/**
 * Until when a sender is muted, or any sender whose last message came from this network ('' for none), ms. A script, so
 * that Redis returns one number and not all mutes. KEYS muted, speakers; ARGV sender, network, now (ms).
 */
const mutedUntilScript = `
local latest = tonumber(redis.call('ZSCORE', KEYS[1], ARGV[1]) or '0') or 0
if ARGV[2] == '' then return string.format('%.0f', latest) end
local rows = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. ARGV[3], '+inf', 'WITHSCORES', 'LIMIT', 0, ${maxMuted})
local muted = {}
for n = 1, #rows, 2 do muted[#muted + 1] = rows[n] end
if #muted == 0 then return string.format('%.0f', latest) end
for n, network in ipairs(redis.call('HMGET', KEYS[2], unpack(muted))) do
  if network == ARGV[2] then latest = math.max(latest, tonumber(rows[2 * n]) or 0) end
end
return string.format('%.0f', latest)`;

export async function dropOldestMutes(redis: Redis, event: string): Promise<void> {
  const names = [keys.muted, keys.mutes, keys.speakers, keys.spoke].map(({ of }) => of(event));
  await redis.eval(dropScript, names.length, ...names, maxMuted);
}

/** The senders of an event, their networks, and until when they are muted. */
export function createSpeakers(redis: Redis, keepSeconds: number) {
  return {
    async record(event: string, sender: string, network: string, at: number): Promise<void> {
      const names = [keys.spoke, keys.speakers, keys.muted].map(({ of }) => of(event));
      const step = redis.multi().eval(recordScript, names.length, ...names, sender, network, at, maxSpeakers);
      for (const { of } of [keys.spoke, keys.speakers]) step.expire(of(event), keepSeconds);
      await step.exec();
    },
    async isKnown(event: string, sender: string): Promise<boolean> {
      return (await redis.hexists(keys.speakers.of(event), sender)) === 1;
    },
    async mutedUntil(event: string, sender: string, network: string | null, now: number): Promise<number> {
      const names = [keys.muted.of(event), keys.speakers.of(event)];
      return Number(await redis.eval(mutedUntilScript, names.length, ...names, sender, network ?? '', now));
    },
  };
}
