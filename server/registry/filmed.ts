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
        const [fields, counted] = await Promise.all([
          redis.hmget(keys.filmed.of(event), 'from', 'until', 'takenBack'),
          redis.pfcount(keys.filmedBy.of(event)),
        ]);
        const [from = 0, until = 0, takenBack = 0] = fields.map(countOf);
        const cameras = counted - takenBack;
        return from > 0 && cameras > 0 ? { cameras, from, until } : null;
      }),
  };
}
