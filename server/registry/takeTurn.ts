import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Asker, RateName, Turns } from '../../shared/limits.ts';
import { Refusal } from '../../shared/refusals.ts';
import type { WallNow } from '../events/ports/clocks.ts';
import type { TakeTurn } from '../events/ports/takeTurn.ts';
import { keys } from './keys.ts';

/** Keys are for telling apart who asks, not for telling who it was. */
const digestOf = (key: string) => createHash('sha256').update(key).digest('base64url').slice(0, 22);

/** Whoever asks does not wait longer than this to be counted: then what this server's memory knows decides. */
const countedWithinMs = 250;

/** Limits that hold over all servers; while Redis is away, or slow, each server's memory keeps its own. */
export function createTakeTurn(
  redis: Redis,
  rates: Record<RateName, Record<string, Turns>>,
  wallNow: WallNow,
): TakeTurn {
  const limiterOf = (name: string, { turns, seconds }: Turns) => {
    const common = { points: turns, duration: seconds, keyPrefix: `${keys.rate.of()}:${name}` };
    // Not `inMemoryBlockOnConsumed`: it remembers by the wall clock, and one set back by an hour would block for an hour.
    const shared = new RateLimiterRedis({ ...common, storeClient: redis });
    return { shared, own: new RateLimiterMemory(common) };
  };
  const limiters = new Map(
    Object.entries(rates).map(([name, row]) => [
      name,
      Object.entries(row).map(([scope, turns]) => ({ scope, limiter: limiterOf(`${name}:${scope}`, turns) })),
    ]),
  );
  const keyIn = (scope: string, asker: Asker): string | null => {
    if (scope === 'newcomers') return wallNow() < asker.newUntil ? asker.network : null;
    return scope === 'device' ? asker.device : scope === 'address' ? asker.address : asker.network;
  };

  /** Whether it was counted in time by all servers together. */
  const count = async (shared: RateLimiterRedis, key: string, withinMs: number): Promise<boolean> => {
    const { promise: late, resolve } = Promise.withResolvers<boolean>();
    const timeout = setTimeout(() => resolve(false), withinMs);
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

  return async (rate, asker) => {
    const until = performance.now() + countedWithinMs;
    try {
      // The narrowest first: what one device asks too much is not taken from its network.
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
