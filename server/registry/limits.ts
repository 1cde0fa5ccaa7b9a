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

/** Whoever asks does not wait longer than this to be counted: then what this server's memory knows decides. */
const countedWithinMs = 250;

/** Limits that hold over all servers; while Redis is away, or slow, each server's memory keeps its own. */
export function createTakeTurn(redis: Redis, limits: Record<RateName, Limit>): TakeTurn {
  const limiterOf = (name: string, { turns, seconds }: Limit) => {
    const common = { points: turns, duration: seconds, keyPrefix: `${keys.rate.of()}:${name}` };
    // Whoever has used up all turns is turned away without asking Redis again.
    const shared = new RateLimiterRedis({ ...common, storeClient: redis, inMemoryBlockOnConsumed: turns + 1 });
    return { shared, own: new RateLimiterMemory(common) };
  };
  const limiters = new Map(Object.entries(limits).map(([name, limit]) => [name, limiterOf(name, limit)]));

  /** Whether it was counted in time by all servers together. */
  const count = async (shared: RateLimiterRedis, key: string): Promise<boolean> => {
    const { promise: late, resolve } = Promise.withResolvers<boolean>();
    const timeout = setTimeout(() => resolve(false), countedWithinMs);
    const counted = shared.consume(key).then(
      () => true,
      (error) => {
        if (error instanceof RateLimiterRes) throw error;
        return false;
      },
    );
    // It may still be refused when nobody waits for it any more.
    counted.catch(() => undefined);
    return Promise.race([counted, late]).finally(() => clearTimeout(timeout));
  };

  return async (rate, key) => {
    const limiter = limiters.get(rate);
    if (!limiter) return;
    const digest = digestOf(key);
    try {
      if (!(await count(limiter.shared, digest))) await limiter.own.consume(digest);
    } catch (error) {
      if (error instanceof RateLimiterRes) throw new Refusal('tooFast', rate);
      throw error;
    }
  };
}
