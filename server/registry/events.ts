import type { Redis } from 'ioredis';
import { z } from 'zod';
import { type Event, eventSchema } from '../../shared/domain.ts';
import type { EventBook, Found, Near } from '../events/ports.ts';
import { reach } from './connection.ts';
import { keys } from './keys.ts';

/** Events listed at once. */
const listLimit = 200;

/** As it is kept: scripts change its fields, so each is a single value; and older ones lack some. */
const storedSchema = eventSchema.extend({
  order: z
    .string()
    .default('')
    .transform((order) => order.split(',').filter(Boolean)),
  endsAt: eventSchema.shape.endsAt.default(null),
  view: eventSchema.shape.view.default(''),
  slowSeconds: eventSchema.shape.slowSeconds.default(0),
  reportThreshold: eventSchema.shape.reportThreshold.default(0),
  version: eventSchema.shape.version.default(1),
});
const epochSchema = z.object({ epoch: z.string() });

const parse = (text: string | null): Event | null => (text ? storedSchema.parse(JSON.parse(text)) : null);

function keyOf(event: Event) {
  return event.listed ? keys.event : keys.unlistedEvent;
}

/** Distances come with `WITHDIST` as `[member, metres]`. */
async function idsNear(redis: Redis, { near, radiusM }: Near): Promise<[string, number][]> {
  const rows = await redis.geosearch(
    keys.eventPlaces.of(),
    'FROMLONLAT',
    near.longitude,
    near.latitude,
    'BYRADIUS',
    radiusM,
    'M',
    'ASC',
    'COUNT',
    listLimit,
    'WITHDIST',
  );
  return (rows as [string, string][]).map(([id, metres]) => [id, Number(metres)]);
}

export function createEventBook(redis: Redis): EventBook {
  const get = (id: string) => reach(async () => parse(await redis.get(keys.event.of(id))));

  const forget = (ids: string[]) =>
    redis
      .multi()
      .zrem(keys.events.of(), ...ids)
      .zrem(keys.eventPlaces.of(), ...ids)
      .exec();

  const collect = async (rows: [string, number | undefined][]): Promise<Found<Event>[]> => {
    if (rows.length === 0) return [];
    const texts = await redis.mget(rows.map(([id]) => keys.event.of(id)));
    const vanished = rows.filter((_, index) => !texts[index]).map(([id]) => id);
    if (vanished.length > 0) await forget(vanished);
    return rows.flatMap(([, distanceM], index) => {
      const found = parse(texts[index] ?? null);
      return found ? [{ found, ...(distanceM === undefined ? {} : { distanceM }) }] : [];
    });
  };

  return {
    get,
    epochOf: (id) =>
      reach(async () => {
        const text = await redis.get(keys.event.of(id));
        return text ? (epochSchema.safeParse(JSON.parse(text)).data?.epoch ?? null) : null;
      }),
    create: (event, epoch) =>
      reach(async () => {
        const key = keyOf(event);
        const stored = JSON.stringify({ ...event, order: event.order.join(','), epoch });
        const made = await redis.set(key.of(event.id), stored, 'EX', key.ttl, 'NX');
        if (!made) return false;
        if (event.listed) {
          await redis.zadd(keys.events.of(), event.startsAt, event.id);
          if (event.venue) {
            await redis.geoadd(keys.eventPlaces.of(), event.venue.longitude, event.venue.latitude, event.id);
          }
        }
        return true;
      }),
    list: (near) =>
      reach(async () => {
        if (near) return collect(await idsNear(redis, near));
        const ids = await redis.zrevrange(keys.events.of(), 0, listLimit - 1);
        return collect(ids.map((id) => [id, undefined]));
      }),
  };
}
