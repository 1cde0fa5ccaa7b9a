import type { Redis } from 'ioredis';
import { coarsen } from '../../shared/geo.ts';
import { goneAfterMs } from '../../shared/lifecycle.ts';
import type { Near, Now, PerspectiveBook, PerspectiveRecord } from '../events/ports.ts';
import { reach } from './connection.ts';
import { keys } from './keys.ts';

const member = (event: string, id: string) => `${event}/${id}`;

/** One camera, one perspective, however many tabs and nodes ask at once. KEYS cameras, perspectives. */
const claimScript = `
local known = redis.call('HGET', KEYS[1], ARGV[1])
local record = known and redis.call('HGET', KEYS[2], known)
if record then return record end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('HSET', KEYS[2], ARGV[2], ARGV[3])
return ARGV[3]`;

/** What nobody asserted since ARGV[1], taken out, so that one node alone tells of it. KEYS present. */
const sweepScript = `
local stale = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
if #stale > 0 then redis.call('ZREM', KEYS[1], unpack(stale)) end
return stale`;

function parse(text: string): PerspectiveRecord {
  return JSON.parse(text) as PerspectiveRecord;
}

export function createPerspectiveBook(redis: Redis, now: Now): PerspectiveBook {
  const save = async (record: PerspectiveRecord) => {
    const perspectives = keys.perspectives.of(record.event);
    const places = keys.places.of(record.event);
    const isHere = record.state !== 'gone';
    const step = redis.multi();
    step.hset(perspectives, record.id, JSON.stringify(record)).expire(perspectives, keys.perspectives.ttl);
    step.expire(keys.cameras.of(record.event), keys.cameras.ttl);
    if (isHere) step.zadd(keys.present.of(), now(), member(record.event, record.id));
    else step.zrem(keys.present.of(), member(record.event, record.id));
    if (isHere && record.place.precision !== 'off') {
      const cell = coarsen(record.place);
      step.geoadd(places, cell.longitude, cell.latitude, record.id).expire(places, keys.places.ttl);
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

  /** Records that some node has asserted lately: a dead node's are left out before the sweep finds them. */
  const here = async (event: string) => {
    const records = Object.values(await redis.hgetall(keys.perspectives.of(event))).map(parse);
    if (records.length === 0) return [];
    const seen = await redis.zmscore(keys.present.of(), ...records.map((record) => member(event, record.id)));
    return records.filter((_, index) => now() - Number(seen[index] ?? 0) < goneAfterMs);
  };

  return {
    claim: (event, cameraDigest, fresh) =>
      reach(async () => {
        const names = [keys.cameras.of(event), keys.perspectives.of(event)];
        const text = await redis.eval(claimScript, 2, ...names, cameraDigest, fresh.id, JSON.stringify(fresh));
        return parse(String(text));
      }),
    save: (record) => reach(() => save(record)),
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
        await redis.zadd(keys.present.of(), ...mine.flatMap(({ event, id }) => [now(), member(event, id)]));
      }),
    sweep: () =>
      reach(async () => {
        const stale = (await redis.eval(sweepScript, 1, keys.present.of(), now() - goneAfterMs)) as string[];
        const swept: PerspectiveRecord[] = [];
        for (const [event = '', id = ''] of stale.map((name) => name.split('/'))) {
          const text = await redis.hget(keys.perspectives.of(event), id);
          if (!text) continue;
          const record: PerspectiveRecord = { ...parse(text), state: 'gone' };
          await save(record);
          swept.push(record);
        }
        return swept;
      }),
  };
}
