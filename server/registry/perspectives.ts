import type { Redis } from 'ioredis';
import { coarsen } from '../../shared/geo.ts';
import { goneAfterMs } from '../../shared/lifecycle.ts';
import type { Near, Now, Origin, PerspectiveBook, PerspectiveRecord, WallNow } from '../events/ports.ts';
import { reach } from './connection.ts';
import { createHeartbeats } from './heartbeats.ts';
import { keys } from './keys.ts';

type Clocks = { now: Now; wallNow: WallNow };

const member = (event: string, id: string) => `${event}/${id}`;

/**
 * One camera, one perspective, however many tabs and nodes ask at once; kept for a while, whatever becomes of it. KEYS
 * cameras, perspectives, curation, origins, activity; ARGV camera, fresh id, its record, its curation, where it comes
 * from, seconds to keep, the event, now.
 */
const claimScript = `
local id = redis.call('HGET', KEYS[1], ARGV[1])
local record = id and redis.call('HGET', KEYS[2], id)
if not record then
  id = ARGV[2]
  redis.call('HSET', KEYS[1], ARGV[1], id)
  redis.call('HSET', KEYS[2], id, ARGV[3])
  redis.call('HSET', KEYS[3], id, ARGV[4])
end
redis.call('HSET', KEYS[4], id, ARGV[5])
for each = 1, 4 do redis.call('EXPIRE', KEYS[each], ARGV[6]) end
redis.call('ZADD', KEYS[5], ARGV[8], ARGV[7])
return { redis.call('HGET', KEYS[2], id), redis.call('HGET', KEYS[3], id) }`;

/**
 * Takes out what nobody has asserted since it was read, so that one node alone tells of it. KEYS present; ARGV name and
 * date, again and again.
 */
const sweepScript = `
local swept = {}
for each = 1, #ARGV, 2 do
  if redis.call('ZSCORE', KEYS[1], ARGV[each]) == ARGV[each + 1] then
    redis.call('ZREM', KEYS[1], ARGV[each])
    swept[#swept + 1] = ARGV[each]
  end
end
return swept`;
/** What a script is given at once; Lua takes some thousand arguments. */
const sweptAtOnce = 500;

/** A record and what was decided about it; null where either is gone: somebody has just taken it back. */
function join(record: string | null | undefined, curation: string | null | undefined): PerspectiveRecord | null {
  return record && curation ? { ...JSON.parse(record), curation: JSON.parse(curation) } : null;
}

/** Nothing is written of a perspective that has just been taken back. KEYS perspectives; ARGV id, record. */
const saveScript = `
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1`;

export function createPerspectiveBook(redis: Redis, clocks: Clocks, keepSeconds: number): PerspectiveBook {
  const { wallNow } = clocks;
  const heartbeats = createHeartbeats(clocks, goneAfterMs);
  const save = async ({ curation: _, ...record }: PerspectiveRecord) => {
    const perspectives = keys.perspectives.of(record.event);
    const places = keys.places.of(record.event);
    const isHere = record.state !== 'gone';
    const isKnown = await redis.eval(saveScript, 1, perspectives, record.id, JSON.stringify(record));
    if (isKnown === 0) return;
    const step = redis.multi();
    for (const { of } of [keys.perspectives, keys.cameras, keys.curation, keys.origins]) {
      step.expire(of(record.event), keepSeconds);
    }
    if (isHere) step.zadd(keys.present.of(), wallNow(), member(record.event, record.id));
    else step.zrem(keys.present.of(), member(record.event, record.id));
    if (isHere && record.place.precision !== 'off') {
      const cell = coarsen(record.place);
      step.geoadd(places, cell.longitude, cell.latitude, record.id).expire(places, keepSeconds);
    } else step.zrem(places, record.id);
    await step.exec();
  };

  const idsNear = async (event: string, { near, radiusM }: Near) => {
    const rows = await redis.geosearch(
      keys.places.of(event),
      'FROMLONLAT',
      near.longitude,
      near.latitude,
      'BYRADIUS',
      radiusM,
      'M',
      'ASC',
      'WITHDIST',
    );
    return (rows as [string, string][]).map(([id, metres]): [string, number] => [id, Number(metres)]);
  };

  const all = async (event: string): Promise<PerspectiveRecord[]> => {
    const [records, curations] = await Promise.all([
      redis.hgetall(keys.perspectives.of(event)),
      redis.hgetall(keys.curation.of(event)),
    ]);
    return Object.entries(records).flatMap(([id, record]) => join(record, curations[id]) ?? []);
  };

  const get = async (event: string, id: string): Promise<PerspectiveRecord | null> => {
    const [record, curation] = await Promise.all([
      redis.hget(keys.perspectives.of(event), id),
      redis.hget(keys.curation.of(event), id),
    ]);
    return join(record, curation);
  };

  /** Records that some node has asserted lately: a dead node's are left out before the sweep finds them. */
  const here = async (event: string) => {
    const records = await all(event);
    if (records.length === 0) return [];
    const seen = await redis.zmscore(keys.present.of(), ...records.map((record) => member(event, record.id)));
    return records.filter(({ id }, index) => {
      const at = seen[index];
      return typeof at === 'string' && heartbeats.isAlive(member(event, id), Number(at));
    });
  };

  return {
    claim: (event, origin, fresh) =>
      reach(async () => {
        const own = [keys.cameras, keys.perspectives, keys.curation, keys.origins].map(({ of }) => of(event));
        const { curation, ...record } = fresh;
        const asked = [origin.camera, fresh.id, ...[record, curation, origin].map((each) => JSON.stringify(each))];
        const kept = [keepSeconds, event, Math.round(wallNow())];
        const named = [...own, keys.activity.of()];
        const [known, decided] = (await redis.eval(claimScript, 5, ...named, ...asked, ...kept)) as string[];
        return join(known, decided) ?? fresh;
      }),
    save: (record) => reach(() => save(record)),
    get: (event, id) => reach(() => get(event, id)),
    all: (event) => reach(() => all(event)),
    ofCamera: (event, cameraDigest) =>
      reach(async () => {
        const id = await redis.hget(keys.cameras.of(event), cameraDigest);
        return id ? get(event, id) : null;
      }),
    originOf: (event, id) =>
      reach(async () => {
        const text = await redis.hget(keys.origins.of(event), id);
        return text ? (JSON.parse(text) as Origin) : null;
      }),
    present: (event, near) =>
      reach(async () => {
        const records = await here(event);
        if (!near) return records.sort((a, b) => a.since - b.since).map((found) => ({ found }));
        const byId = new Map(records.map((record) => [record.id, record]));
        return (await idsNear(event, near)).flatMap(([id, distanceM]) => {
          const found = byId.get(id);
          return found ? [{ found, distanceM }] : [];
        });
      }),
    assert: (mine) =>
      reach(async () => {
        if (mine.length === 0) return;
        const events = [...new Set(mine.map(({ event }) => event))];
        await redis
          .multi()
          .zadd(keys.present.of(), ...mine.flatMap(({ event, id }) => [wallNow(), member(event, id)]))
          .zadd(keys.activity.of(), ...events.flatMap((event) => [Math.round(wallNow()), event]))
          .exec();
      }),
    sweep: () =>
      reach(async () => {
        const rows = await redis.zrange(keys.present.of(), '0', '-1', 'WITHSCORES');
        const names = rows.filter((_, index) => index % 2 === 0);
        heartbeats.keep(new Set(names));
        const old = names.flatMap((name, index) => {
          const at = rows[2 * index + 1] ?? '0';
          return heartbeats.isAlive(name, Number(at)) ? [] : [name, at];
        });
        if (old.length === 0) return [];
        // The rest waits for the next sweep.
        const asked = old.slice(0, 2 * sweptAtOnce);
        const stale = (await redis.eval(sweepScript, 1, keys.present.of(), ...asked)) as string[];
        const swept: PerspectiveRecord[] = [];
        for (const [event = '', id = ''] of stale.map((name) => name.split('/'))) {
          const known = await get(event, id);
          if (!known) continue;
          const record: PerspectiveRecord = { ...known, state: 'gone' };
          await save(record);
          swept.push(record);
        }
        return swept;
      }),
  };
}
