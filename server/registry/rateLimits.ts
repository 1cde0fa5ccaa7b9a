import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Asker, Rate, RateName } from '../../shared/limits.ts';
import { Refusal } from '../../shared/refusals.ts';
import type { CheckRate } from '../events/ports/checkRate.ts';
import type { WallNow } from '../events/ports/clocks.ts';
import { keys } from './keys.ts';

/** Digests distinguish clients without identifying them. */
const digestOf = (key: string) => createHash('sha256').update(key).digest('base64url').slice(0, 22);

/** Redis may take this long to count; after that, the limiter in this server's memory decides. */
const redisWithinMs = 250;

/** Rate limits over all servers; while Redis is down or slow, each server limits by itself. Refuses with `tooFast`. */
export function createRateLimits(
  redis: Redis,
  rates: Record<RateName, Record<string, Rate>>,
  wallNow: WallNow,
): CheckRate {
  const limiterOf = (name: string, { count, seconds }: Rate) => {
    const common = { points: count, duration: seconds, keyPrefix: `${keys.rate.of()}:${name}` };
    // No `inMemoryBlockOnConsumed`: it uses the wall clock, and blocks for an hour if that is set back by an hour.
    const shared = new RateLimiterRedis({ ...common, storeClient: redis });
    return { shared, own: new RateLimiterMemory(common) };
  };
  const limiters = new Map(
    Object.entries(rates).map(([name, row]) => [
      name,
      Object.entries(row).map(([scope, rate]) => ({ scope, limiter: limiterOf(`${name}:${scope}`, rate) })),
    ]),
  );
  const keyIn = (scope: string, asker: Asker): string | null => {
    if (scope === 'newcomers') return wallNow() < asker.newUntil ? asker.network : null;
    return scope === 'device' ? asker.device : scope === 'address' ? asker.address : asker.network;
  };

  /** Returns whether Redis counted it in time. */
  const count = async (shared: RateLimiterRedis, key: string, withinMs: number): Promise<boolean> => {
    const { promise: timedOut, resolve } = Promise.withResolvers<boolean>();
    const timeout = setTimeout(() => resolve(false), withinMs);
    const counted = shared.consume(key).then(
      () => true,
      (error) => {
        if (error instanceof RateLimiterRes) throw error;
        return false;
      },
    );
    // It may be rejected after the timeout.
    counted.catch(() => undefined);
    return Promise.race([counted, timedOut]).finally(() => clearTimeout(timeout));
  };

  return async (rate, asker) => {
    const until = performance.now() + redisWithinMs;
    try {
      // The narrowest first: excess requests of a device are not counted against its network.
      for (const { scope, limiter } of limiters.get(rate) ?? []) {
        const key = keyIn(scope, asker);
        if (key === null) continue;
        const digest = digestOf(key);
        const isCounted = await count(limiter.shared, digest, Math.max(0, until - performance.now()));
        if (!isCounted) await limiter.own.consume(digest);
      }
    } catch (error) {
      if (error instanceof RateLimiterRes) throw new Refusal('tooFast', rate);
      throw error;
    }
  };
}
