import type { Redis } from 'ioredis';
import type { Near } from '../events/ports/eventStore.ts';

/** Members of a GEO set within a radius of a point, the nearest first, each with its distance in metres; at most `limit`. */
export async function membersNear(
  redis: Redis,
  key: string,
  { near, radiusM }: Near,
  limit?: number,
): Promise<[member: string, metres: number][]> {
  const area = ['FROMLONLAT', near.longitude, near.latitude, 'BYRADIUS', radiusM, 'M', 'ASC'] as const;
  const rows = await (limit === undefined
    ? redis.geosearch(key, ...area, 'WITHDIST')
    : redis.geosearch(key, ...area, 'COUNT', limit, 'WITHDIST'));
  return (rows as [string, string][]).map(([member, metres]) => [member, Number(metres)]);
}
