import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Event } from '../../shared/domain.ts';
import type { WallNow } from '../events/ports/clocks.ts';
import type { EventStore, Found } from '../events/ports/eventStore.ts';
import { execAll } from './execAll.ts';
import { keys } from './keys.ts';
import { membersNear } from './membersNear.ts';
import { pairsOf } from './pairsOf.ts';
import { orRegistryDown } from './registryDown.ts';
import { epochRecord, eventRecord, type ReadStored } from './stored.ts';

/** The most events in one list. */
const listLimit = 200;
/** Listed events per tidy: those with the earliest start are checked, since their keys expire first. */
const tidyAtOnce = 100;
/** Events remembered by this process: more than one server has at the same time. */
const maxRemembered = 1_000;

/**
 * Upcoming events, and those that began within a day, are listed before older ones: the number per network is limited.
 */
const recentMs = 86_400_000;

/**
 * Counts one more listed event, unless there are too many. KEYS a network's listed events; ARGV a member, its start
 * (ms), since when they count (ms), the most, seconds until none counts.
 */
const listScript = `
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[3])
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[4]) then return 0 end
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
if redis.call('TTL', KEYS[1]) < tonumber(ARGV[5]) then redis.call('EXPIRE', KEYS[1], ARGV[5]) end
return 1`;

/** Replaces an event's record, unless it has changed. KEYS event, listed events; ARGV as read, new, start (ms), id. */
const beginAgainScript = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL')
if redis.call('ZSCORE', KEYS[2], ARGV[4]) then redis.call('ZADD', KEYS[2], ARGV[3], ARGV[4]) end
return 1`;

/** Extends how long an event is kept. KEYS event, listed events; ARGV id, seconds if it is listed, seconds if not. */
const renewScript = `
local text = redis.call('GET', KEYS[1])
if not text then return false end
local seconds = tonumber(redis.call('ZSCORE', KEYS[2], ARGV[1]) and ARGV[2] or ARGV[3])
if redis.call('TTL', KEYS[1]) < seconds then redis.call('EXPIRE', KEYS[1], seconds) end
return text`;

/** Listed events with live media, then upcoming and up to a day old ones by nearness in time, then older ones. */
async function idsByTime(redis: Redis, now: number): Promise<string[]> {
  const some = ['LIMIT', 0, listLimit] as const;
  // Older events come after all upcoming ones.
  const distanceOf = (startsAt: number) =>
    startsAt > now - recentMs ? Math.abs(startsAt - now) : Number.MAX_SAFE_INTEGER - startsAt;
  const [live, ahead, begun] = await Promise.all([
    redis.zrevrange(keys.liveIn.of(), 0, listLimit - 1),
    redis.zrangebyscore(keys.events.of(), now, '+inf', 'WITHSCORES', ...some),
    redis.zrevrangebyscore(keys.events.of(), `(${now}`, '-inf', 'WITHSCORES', ...some),
  ]);
  const listed = live.length > 0 ? await redis.zmscore(keys.events.of(), ...live) : [];
  const rows = [...ahead, ...begun];
  const distances = pairsOf(rows).map(([id, startsAt]): [string, number] => [id, distanceOf(Number(startsAt))]);
  const others = distances.sort((a, b) => a[1] - b[1]).map(([id]) => id);
  const first = live.filter((_, index) => listed[index] !== null);
  return [...new Set([...first, ...others])].slice(0, listLimit);
}

/** Events in Redis. Every method refuses with `registryDown` while Redis cannot serve. */
export function createEventStore(redis: Redis, wallNow: WallNow, readStored: ReadStored): EventStore {
  const parse = (id: string, text: string | null): Event | null => {
    const stored = readStored(eventRecord, text, keys.event.of(id));
    return stored && { ...stored, id };
  };
  const get = async (id: string) => parse(id, await redis.get(keys.event.of(id)));

  const forget = (ids: string[]) =>
    redis
      .multi()
      .zrem(keys.events.of(), ...ids)
      .zrem(keys.eventPlaces.of(), ...ids)
      .exec();

  const readListed = async (rows: [string, number | undefined][]): Promise<Found<Event>[]> => {
    if (rows.length === 0) return [];
    const texts = await redis.mget(rows.map(([id]) => keys.event.of(id)));
    const vanished = rows.filter((_, index) => !texts[index]).map(([id]) => id);
    if (vanished.length > 0) await forget(vanished);
    return rows.flatMap(([id, distanceM], index) => {
      const found = parse(id, texts[index] ?? null);
      return found ? [{ found, ...(distanceM === undefined ? {} : { distanceM }) }] : [];
    });
  };

  const write = async (event: Event, stored: string, isFresh: boolean): Promise<boolean> => {
    const { ttl } = event.listed ? keys.event : keys.unlistedEvent;
    const seconds = ttl + Math.max(0, Math.ceil((event.startsAt - wallNow()) / 1_000));
    const key = keys.event.of(event.id);
    const isWritten = isFresh
      ? await redis.set(key, stored, 'EX', seconds, 'NX')
      : await redis.set(key, stored, 'EX', seconds);
    if (!isWritten) return false;
    if (event.listed) {
      await redis.zadd(keys.events.of(), event.startsAt, event.id);
      if (event.venue) {
        await redis.geoadd(keys.eventPlaces.of(), event.venue.longitude, event.venue.latitude, event.id);
      }
    }
    return true;
  };

  // Copies of events in use: an event must not vanish while somebody films it.
  const lastKnown = new Map<string, string>();
  const remember = (id: string, text: string) => {
    lastKnown.delete(id);
    lastKnown.set(id, text);
    const [oldest] = lastKnown.keys();
    if (lastKnown.size > maxRemembered && oldest !== undefined) lastKnown.delete(oldest);
  };

  return {
    get: (id) => orRegistryDown(() => get(id)),
    epochOf: (id) =>
      orRegistryDown(async () => {
        const key = keys.event.of(id);
        return readStored(epochRecord, await redis.get(key), key)?.epoch ?? null;
      }),
    lastSignOfLife: (id) =>
      orRegistryDown(async () => {
        // The time to live is counted from the last sign of life; see `renew`.
        const [leftMs, isListed] = await Promise.all([
          redis.pttl(keys.event.of(id)),
          redis.zscore(keys.events.of(), id),
        ]);
        // -1: the key does not expire; -2: there is none.
        if (leftMs < 0) return leftMs === -1 ? wallNow() : 0;
        return wallNow() + leftMs - (isListed === null ? keys.unlistedEvent : keys.event).ttl * 1_000;
      }),
    create: (event, epoch) =>
      orRegistryDown(async () => {
        const stored = JSON.stringify({ ...event, order: event.order.join(','), epoch });
        // A stored record that cannot be parsed is overwritten.
        return (await write(event, stored, true)) || ((await get(event.id)) === null && write(event, stored, false));
      }),
    mayList: (network, startsAt, max) =>
      orRegistryDown(async () => {
        const since = Math.round(wallNow() - recentMs);
        if (startsAt <= since) return true;
        const seconds = Math.ceil((startsAt - since) / 1_000);
        // A random member: nothing shows which network opened which event.
        const nobody = randomBytes(9).toString('base64url');
        return (
          (await redis.eval(listScript, 1, keys.listedBy.of(network), nobody, startsAt, since, max, seconds)) === 1
        );
      }),
    renew: (ids) =>
      orRegistryDown(async () => {
        const pipeline = redis.pipeline();
        const args = (id: string) => [keys.event.of(id), keys.events.of(), id, keys.event.ttl, keys.unlistedEvent.ttl];
        for (const id of ids) pipeline.eval(renewScript, 2, ...args(id));
        const texts = await execAll(pipeline);
        for (const [index, id] of ids.entries()) {
          const text = texts[index];
          if (text) remember(id, String(text));
          const known = lastKnown.get(id);
          const event = text || !known ? null : parse(id, known);
          if (event && known) await write(event, known, true);
        }
      }),
    tidy: () =>
      orRegistryDown(async () => {
        await readListed(
          (await redis.zrange(keys.events.of(), '0', String(tidyAtOnce - 1))).map((id) => [id, undefined]),
        );
      }),
    list: (near) =>
      orRegistryDown(async () => {
        if (near) return readListed(await membersNear(redis, keys.eventPlaces.of(), near, listLimit));
        return readListed((await idsByTime(redis, wallNow())).map((id) => [id, undefined]));
      }),
    beginAgain: ({ id }, startsAt) =>
      orRegistryDown(async () => {
        const key = keys.event.of(id);
        const text = await redis.get(key);
        if (!text || !parse(id, text)) return;
        const again = JSON.stringify({ ...JSON.parse(text), startsAt });
        await redis.eval(beginAgainScript, 2, key, keys.events.of(), text, again, startsAt, id);
      }),
    ownId: () => orRegistryDown(() => redis.get(keys.ownEvent.of())),
    setOwnId: (id) => orRegistryDown(async () => void (await redis.set(keys.ownEvent.of(), id))),
  };
}
