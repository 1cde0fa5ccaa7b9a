import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '../../shared/refusals.ts';
import type { RateName, TakeTurn } from '../events/ports.ts';
import { keys } from './keys.ts';

/** So many in so many seconds. */
export type Limit = { turns: number; seconds: number };

/** Keys are for telling apart who asks, not for telling who it was. */
const digestOf = (key: string) => createHash('sha256').update(key).digest('base64url').slice(0, 22);

/** Limits that hold over all servers; while Redis is away, each server's memory keeps its own. */
export function createTakeTurn(redis: Redis, limits: Record<RateName, Limit>): TakeTurn {
  const limiterOf = (name: string, { turns, seconds }: Limit) => {
    const common = { points: turns, duration: seconds, keyPrefix: `${keys.rate.of()}:${name}` };
    return new RateLimiterRedis({
      ...common,
      storeClient: redis,
      rejectIfRedisNotReady: true,
      // Whoever has used up all turns is turned away without asking Redis again.
      inMemoryBlockOnConsumed: turns + 1,
      insuranceLimiter: new RateLimiterMemory(common),
    });
  };
  const limiters = new Map(Object.entries(limits).map(([name, limit]) => [name, limiterOf(name, limit)]));

  return async (rate, key) => {
    try {
      await limiters.get(rate)?.consume(digestOf(key));
    } catch (error) {
      if (error instanceof RateLimiterRes) throw new Refusal('tooFast', rate);
      throw error;
    }
  };
}
