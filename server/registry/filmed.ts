import type { Redis } from 'ioredis';
import type { FilmedRecords } from '../events/ports/filmed.ts';
import { keys } from './keys.ts';
import { orRegistryDown } from './registryDown.ts';
import { countOf } from './stored.ts';

/** How many cameras filmed an event and when; written with each sign of life of its cameras, and kept with the event. */
export function createFilmed(redis: Redis): FilmedRecords {
  return {
    of: (event) =>
      orRegistryDown(async () => {
        const [times, cameras] = await Promise.all([
          redis.hmget(keys.filmed.of(event), 'from', 'until'),
          redis.pfcount(keys.filmedBy.of(event)),
        ]);
        const [from = 0, until = 0] = times.map(countOf);
        return from > 0 && cameras > 0 ? { cameras, from, until } : null;
      }),
  };
}
