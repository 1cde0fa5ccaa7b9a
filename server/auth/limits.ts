import { Refusal } from '../../shared/refusals.ts';
import type { Now } from '../events/ports.ts';

/** So many at once, and so many per second after that. */
export type Rate = { burst: number; perSecond: number };

/** What one socket may ask: a page that joins asks ten things at once, one that resizes about ten a second. */
export const socketRate: Rate = { burst: 60, perSecond: 20 };
/** Events that one address may open: a handful, then one a minute. */
export const openEventRate: Rate = { burst: 20, perSecond: 1 / 60 };

/** A bucket that refuses when it is empty. */
export function createLimit({ burst, perSecond }: Rate, now: Now): () => void {
  let left = burst;
  let at = now();
  return () => {
    const instant = now();
    left = Math.min(burst, left + ((instant - at) / 1_000) * perSecond);
    at = instant;
    if (left < 1) throw new Refusal('tooFast');
    left -= 1;
  };
}

/** One bucket per key; full ones are forgotten, so that keys cannot pile up. */
export function createLimits(rate: Rate, now: Now): (key: string) => void {
  const buckets = new Map<string, { take: () => void; usedAt: number }>();
  const fullAfterMs = (rate.burst / rate.perSecond) * 1_000;
  return (key) => {
    for (const [old, { usedAt }] of buckets) {
      if (now() - usedAt < fullAfterMs) break;
      buckets.delete(old);
    }
    const bucket = buckets.get(key) ?? { take: createLimit(rate, now), usedAt: 0 };
    buckets.delete(key);
    buckets.set(key, bucket);
    bucket.usedAt = now();
    bucket.take();
  };
}
