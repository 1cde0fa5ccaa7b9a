import type { Redis } from 'ioredis';
import type { Place } from '../../shared/domain.ts';
import { coarsen } from '../../shared/geo.ts';
import { goneAfterMs } from '../../shared/lifecycle.ts';
import type { Now, WallNow } from '../events/ports/clocks.ts';
import type { PerspectiveRecord, PerspectiveStore } from '../events/ports/perspectiveStore.ts';
import { execAll } from './execAll.ts';
import { createPruneFormer } from './formerPerspectives.ts';
import { createHeartbeats } from './heartbeats.ts';
import { keys } from './keys.ts';
import { membersNear } from './membersNear.ts';
import { pairsOf } from './pairsOf.ts';
import { assertScript, claimScript, maxAtOnce, presentScript, saveScript, sweepScript } from './perspectiveScripts.ts';
import { orRegistryDown } from './registryDown.ts';
import { curationRecord, originRecord, perspectiveRecord, type ReadStored } from './stored.ts';
import { tombstoneOf } from './tombstones.ts';

/** Perspectives swept at a time. */
const sweepAtOnce = 500;
/** How many removed, or reported, perspectives a moderator's page gets: the newest, more than anybody reads. */
const maxListed = 500;

type Clocks = { now: Now; wallNow: WallNow };

/** The name of a perspective among the heartbeats. */
const heartbeatName = (event: string, id: string) => `${event}/${id}`;

/** An exact place stays in the memory of the phone's server: only its coarse cell is sent to Redis. */
function coarsened(place: Place): Place {
  if (place.precision === 'off') return place;
  const heading = place.heading === undefined ? {} : { heading: place.heading };
  return { precision: 'area', ...coarsen(place), ...heading };
}

/**
 * Perspectives in Redis, kept for `keepSeconds` after their last change. Every method refuses with `registryDown` while
 * Redis cannot serve.
 */
export function createPerspectiveStore(
  redis: Redis,
  clocks: Clocks,
  keepSeconds: number,
  readStored: ReadStored,
): PerspectiveStore {
  const { wallNow } = clocks;
  const heartbeats = createHeartbeats(clocks, goneAfterMs);
  const pruneFormer = createPruneFormer(redis, keepSeconds, readStored);
  /** A record with its curation; null if either is missing, since it has just been taken back. */
  const join = (event: string, id: string, texts: (string | null | undefined)[]): PerspectiveRecord | null => {
    const [record, curation] = [
      readStored(perspectiveRecord, texts[0], keys.perspectives.of(event), id),
      readStored(curationRecord, texts[1], keys.curation.of(event), id),
    ];
    return record && curation && { ...record, id, event, curation };
  };

  const save = async ({ curation: _, ...known }: PerspectiveRecord, isLate = false) => {
    const record = { ...known, place: coarsened(known.place) };
    const { event, id } = record;
    const places = keys.places.of(event);
    const isHere = record.state !== 'gone';
    const names = [keys.perspectives.of(event), keys.present.of(event)];
    // If we have no date of our own, any date there is another server's.
    const since = isLate ? (heartbeats.ownDate(heartbeatName(event, id)) ?? 0) : '';
    if ((await redis.eval(saveScript, 2, ...names, id, JSON.stringify(record), since)) === 0) return;
    const step = redis.multi();
    for (const { of } of [keys.perspectives, keys.cameras, keys.curation, keys.origins]) {
      step.expire(of(event), keepSeconds);
    }
    const [present, former] = [keys.present.of(event), keys.former.of(event)];
    const at = Math.round(wallNow());
    if (isHere) {
      step.zadd(present, at, id).expire(present, keepSeconds).zadd(keys.presentIn.of(), at, event);
      step.zrem(former, id).zrem(keys.decided.of(event), id);
    } else step.zrem(present, id).zadd(former, at, id).expire(former, keepSeconds);
    if (isHere && record.place.precision !== 'off') {
      step.geoadd(places, record.place.longitude, record.place.latitude, id).expire(places, keepSeconds);
    } else step.zrem(places, id);
    await step.exec();
    if (isHere) heartbeats.wrote(heartbeatName(event, id), at);
    else await pruneFormer(event);
  };

  const getMany = async (event: string, ids: string[]): Promise<PerspectiveRecord[]> => {
    if (ids.length === 0) return [];
    const [records, curations] = await Promise.all([
      redis.hmget(keys.perspectives.of(event), ...ids),
      redis.hmget(keys.curation.of(event), ...ids),
    ]);
    return ids.flatMap((id, index) => join(event, id, [records[index], curations[index]]) ?? []);
  };
  const get = async (event: string, id: string) => (await getMany(event, [id]))[0] ?? null;

  /** Perspectives that some server has asserted lately: those of a dead server are left out before they are swept. */
  const presentIn = async (events: string[]): Promise<PerspectiveRecord[][]> => {
    const pipeline = redis.pipeline();
    const read = [keys.present, keys.perspectives, keys.curation];
    for (const event of events) pipeline.eval(presentScript, read.length, ...read.map(({ of }) => of(event)));
    const results = (await execAll(pipeline)) as [string[], (string | null)[], (string | null)[]][];
    return results.map(([asserted, records, curations], number) => {
      const event = events[number] ?? '';
      return pairsOf(asserted).flatMap(([id, at], index) => {
        if (!heartbeats.isAlive(heartbeatName(event, id), Number(at))) return [];
        return join(event, id, [records[index], curations[index]]) ?? [];
      });
    });
  };

  const assertedIn = async (events: string[]) => {
    const pipeline = redis.pipeline();
    for (const event of events) pipeline.zrange(keys.present.of(event), '0', String(maxAtOnce - 1), 'WITHSCORES');
    const results = (await execAll(pipeline)) as string[][];
    return events.map((event, index) => ({ event, rows: pairsOf(results[index] ?? []) }));
  };

  return {
    claim: (event, origin, fresh) =>
      orRegistryDown(async () => {
        const hashes = [keys.cameras, keys.perspectives, keys.curation, keys.origins, keys.former];
        const names = [...hashes.map(({ of }) => of(event)), keys.activity.of()];
        names.push(keys.decided.of(event), keys.tombstones.of(event));
        const { curation, ...record } = { ...fresh, place: coarsened(fresh.place) };
        const texts = [record, curation, origin].map((each) => JSON.stringify(each));
        const args = [origin.camera, fresh.id, ...texts, keepSeconds, event, Math.round(wallNow())];
        const claim = async (unreadable: string) => {
          const last = [unreadable, tombstoneOf(event, fresh.id)];
          const answer = await redis.eval(claimScript, names.length, ...names, ...args, ...last);
          const [id = '', ...found] = answer as string[];
          return { id, known: join(event, id, found) };
        };
        const { id, known } = await claim('');
        if (id === '') return null;
        return known ?? (await claim(id)).known ?? fresh;
      }),
    save: (record, how) => orRegistryDown(() => save(record, how?.isLate)),
    get: (event, id) => orRegistryDown(() => get(event, id)),
    out: (event) =>
      orRegistryDown(async () => getMany(event, await redis.zrevrange(keys.out.of(event), 0, maxListed - 1))),
    reported: (event) =>
      orRegistryDown(async () => {
        const rows = await redis.zrevrange(keys.reported.of(event), 0, maxListed - 1, 'WITHSCORES');
        const newest = new Map(pairsOf(rows));
        const records = await getMany(event, [...newest.keys()]);
        return records.filter(({ id, curation }) => Number(newest.get(id)) > curation.reportsDismissedAt);
      }),
    presentIn: (events) => orRegistryDown(() => presentIn(events)),
    ofCamera: (event, cameraDigest) =>
      orRegistryDown(async () => {
        const id = await redis.hget(keys.cameras.of(event), cameraDigest);
        return id ? get(event, id) : null;
      }),
    originOf: (event, id) =>
      orRegistryDown(async () => {
        const key = keys.origins.of(event);
        return readStored(originRecord, await redis.hget(key, id), key, id);
      }),
    present: (event, near) =>
      orRegistryDown(async () => {
        const [records = []] = await presentIn([event]);
        if (!near) return records.sort((a, b) => a.since - b.since).map((found) => ({ found }));
        const byId = new Map(records.map((record) => [record.id, record]));
        return (await membersNear(redis, keys.places.of(event), near)).flatMap(([id, distanceM]) => {
          const found = byId.get(id);
          return found ? [{ found, distanceM }] : [];
        });
      }),
    assert: (perspectives) =>
      orRegistryDown(async () => {
        const at = Math.round(wallNow());
        const byEvent = Map.groupBy(perspectives, ({ event }) => event);
        const assertIn = async ([event, own]: [string, { id: string; isLive: boolean }[]]) => {
          const all = [keys.presentIn, keys.activity, keys.liveIn].map(({ of }) => of());
          const args = own.flatMap(({ id, isLive }) => [id, tombstoneOf(event, id), isLive ? '1' : '']);
          const filmed = [keys.filmed, keys.filmedBy, keys.event].map(({ of }) => of(event));
          const names = [keys.present.of(event), ...all, keys.tombstones.of(event), ...filmed];
          const takenBack = await redis.eval(assertScript, names.length, ...names, event, at, keepSeconds, ...args);
          // Only after the write succeeded.
          for (const { id } of own) heartbeats.wrote(heartbeatName(event, id), at);
          return takenBack as string[];
        };
        return (await Promise.all([...byEvent].map(assertIn))).flat();
      }),
    sweep: () =>
      orRegistryDown(async () => {
        const events = await redis.zrange(keys.presentIn.of(), '0', '-1');
        const asserted = await assertedIn(events);
        heartbeats.retain(new Set(asserted.flatMap(({ event, rows }) => rows.map(([id]) => heartbeatName(event, id)))));
        const swept: PerspectiveRecord[] = [];
        for (const { event, rows } of asserted) {
          const old = rows.filter(([id, at]) => !heartbeats.isAlive(heartbeatName(event, id), Number(at)));
          if (rows.length > 0 && old.length === 0) continue;
          // The rest is swept next time.
          const args = old.slice(0, sweepAtOnce).flat();
          const names = [keys.present.of(event), keys.presentIn.of(), keys.liveIn.of()];
          const stale = (await redis.eval(sweepScript, 3, ...names, event, ...args)) as string[];
          for (const known of await getMany(event, stale)) {
            const record: PerspectiveRecord = { ...known, state: 'gone' };
            await save(record);
            swept.push(record);
          }
        }
        return swept;
      }),
  };
}
