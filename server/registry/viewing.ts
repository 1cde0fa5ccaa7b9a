import type { Redis } from 'ioredis';
import type { Viewing } from '../events/ports/viewing.ts';
import { addCounts } from './counters.ts';
import { keys } from './keys.ts';
import { orRegistryDown } from './registryDown.ts';
import { countOf } from './stored.ts';

/**
 * Watching time and number of devices per perspective; no device can be read from it. `keepSeconds`: how long it is
 * kept after the last viewer.
 */
export function createViewing(redis: Redis, keepSeconds: number): Viewing {
  return {
    seen: (event, perspective, devices) =>
      orRegistryDown(async () => {
        const key = keys.viewers.of(event, perspective);
        await redis
          .multi()
          .pfadd(key, ...devices)
          .expire(key, keepSeconds)
          .exec();
      }),
    watchedFor: (event, ms) => orRegistryDown(() => addCounts(redis, keys.watched.of(event), ms, keepSeconds)),
    of: (event, perspective) =>
      orRegistryDown(async () => {
        const [viewers, watchedMs] = await Promise.all([
          redis.pfcount(keys.viewers.of(event, perspective)),
          redis.hget(keys.watched.of(event), perspective),
        ]);
        return { viewers, watchedMs: countOf(watchedMs) };
      }),
  };
}
