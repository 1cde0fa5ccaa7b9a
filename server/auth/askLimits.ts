import { type Asker, type AskRateName, askRates, type Rate, type RateName, rates } from '../../shared/limits.ts';
import { Refusal } from '../../shared/refusals.ts';
import type { Now } from '../events/ports/clocks.ts';

/** Requests that count for `askRare`, and for `askCostly`. */
const rare = new Set<string>(['setTracks', 'shareDelay', 'reportHealth']);
const ofSomebody = ['readMine', 'exportMine', 'takeBack'];
const ofEvent = ['readLog', 'readReports', 'readOut', 'readMessages', 'deleteMessage'];
const costly = new Set<string>(['goLive', 'watch', ...ofSomebody, ...ofEvent]);

/** Which of `askRates` a request counts for. */
export function askRatesOf(request: string): AskRateName[] {
  return [
    'ask',
    ...(rare.has(request) ? ['askRare' as const] : []),
    ...(costly.has(request) ? ['askCostly' as const] : []),
  ];
}

/** All rates, `scale` times as wide. */
export function ratesOf(scale: number): Record<RateName, Record<string, Rate>> {
  const wider = (row: Record<string, Rate>) =>
    Object.entries(row).map(([scope, { count, seconds }]) => [scope, { count: Math.ceil(count * scale), seconds }]);
  const all = Object.entries(rates).map(([name, row]) => [name, Object.fromEntries(wider(row))]);
  return Object.fromEntries(all) as Record<RateName, Record<string, Rate>>;
}

/** A token bucket: takes one, and returns whether there was one left. */
function createBucket({ count, seconds }: Rate, scale: number, now: Now): () => boolean {
  // At least one: a small RATE_SCALE must not lock everybody out.
  const most = Math.max(1, Math.ceil(count * scale));
  let left = most;
  let at = now();
  return () => {
    const instant = now();
    left = Math.min(most, left + ((instant - at) / 1_000 / seconds) * most);
    at = instant;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}

/** Buckets that several sockets share, by key. One that is full again is deleted: a new one is full, too. */
function createBuckets(rate: Rate | undefined, scale: number, now: Now): (key: string) => boolean {
  if (!rate) return () => true;
  const fullAfterMs = rate.seconds * 1_000;
  const buckets = new Map<string, { take(): boolean; usedAt: number }>();
  let sweptAt = now();
  return (key) => {
    const usedAt = now();
    if (usedAt - sweptAt > fullAfterMs) {
      sweptAt = usedAt;
      for (const [of, bucket] of buckets) if (usedAt - bucket.usedAt > fullAfterMs) buckets.delete(of);
    }
    const mine = buckets.get(key) ?? { take: createBucket(rate, scale, now), usedAt };
    mine.usedAt = usedAt;
    buckets.set(key, mine);
    return mine.take();
  };
}

/**
 * Limits requests over sockets, by the request's name; `hangUp` disconnects a socket that goes on after many refusals. The
 * narrowest limit counts first: what one socket asks too much is not taken from others.
 */
export function createAskLimits(scale: number, now: Now) {
  const shared = (name: AskRateName) => {
    const row: { socket: Rate; device?: Rate; network?: Rate } = askRates[name];
    return { device: createBuckets(row.device, scale, now), network: createBuckets(row.network, scale, now) };
  };
  const all = {
    ask: shared('ask'),
    askRare: shared('askRare'),
    askCostly: shared('askCostly'),
    beRefused: shared('beRefused'),
  };

  return ({ device, network }: Pick<Asker, 'device' | 'network'>, hangUp: () => void): ((name: string) => void) => {
    const bucketOf = (name: AskRateName) => {
      const own = createBucket(askRates[name].socket, scale, now);
      return () => own() && all[name].device(device) && all[name].network(network);
    };
    const take = {
      ask: bucketOf('ask'),
      askRare: bucketOf('askRare'),
      askCostly: bucketOf('askCostly'),
      beRefused: bucketOf('beRefused'),
    };
    return (name) => {
      if (askRatesOf(name).every((rate) => take[rate]())) return;
      if (!take.beRefused()) hangUp();
      throw new Refusal('tooFast');
    };
  };
}
