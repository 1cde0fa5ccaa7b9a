import type { Redis } from 'ioredis';
import type { Figures, Viewing } from '../events/ports/viewing.ts';
import { addCounts } from './counters.ts';
import { keys } from './keys.ts';
import { orRegistryDown } from './registryDown.ts';
import { countOf } from './stored.ts';

/**
 * Times and numbers of viewers per perspective; no device can be read from it. `keepSeconds`: how long it is kept
 * after the last change.
 */
export function createViewing(redis: Redis, keepSeconds: number): Viewing {
  const raiseMost = async (event: string, figures: [string, Figures][]): Promise<void> => {
    const watched = figures.filter(([, { mostWatching }]) => mostWatching > 0);
    if (watched.length === 0) return;
    const key = keys.mostWatching.of(event);
    await redis
      .multi()
      .zadd(key, 'GT', ...watched.flatMap(([id, { mostWatching }]) => [mostWatching, id]))
      .expire(key, keepSeconds)
      .exec();
  };
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
    add: (event, figures) =>
      orRegistryDown(async () => {
        const all = Object.entries(figures);
        const times = (of: 'filmedMs' | 'watchedMs') =>
          Object.fromEntries(all.flatMap(([id, each]) => (each[of] > 0 ? [[id, each[of]]] : [])));
        await Promise.all([
          addCounts(redis, keys.filmedTime.of(event), times('filmedMs'), keepSeconds),
          addCounts(redis, keys.watched.of(event), times('watchedMs'), keepSeconds),
          raiseMost(event, all),
        ]);
      }),
    of: (event, perspective) =>
      orRegistryDown(async () => {
        const [viewers, filmedMs, watchedMs, mostWatching] = await Promise.all([
          redis.pfcount(keys.viewers.of(event, perspective)),
          redis.hget(keys.filmedTime.of(event), perspective),
          redis.hget(keys.watched.of(event), perspective),
          redis.zscore(keys.mostWatching.of(event), perspective),
        ]);
        return {
          viewers,
          filmedMs: countOf(filmedMs),
          watchedMs: countOf(watchedMs),
          mostWatching: countOf(mostWatching),
        };
      }),
  };
}
