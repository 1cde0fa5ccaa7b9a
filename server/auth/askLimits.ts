import { type Asker, type AskRateName, askRates, type RateName, rates, type Turns } from '../../shared/limits.ts';
import { Refusal } from '../../shared/refusals.ts';
import type { Now } from '../events/ports/clocks.ts';

const rare = new Set<string>(['setTracks', 'shareDelay', 'reportHealth']);
const ofSomebody = ['readMine', 'exportMine', 'takeBack'];
const ofEvent = ['readLog', 'readReports', 'readOut', 'readMessages', 'deleteMessage'];
const costly = new Set<string>(['goLive', 'watch', ...ofSomebody, ...ofEvent]);

/** All rates, `scale` times as wide. */
export function ratesOf(scale: number): Record<RateName, Record<string, Turns>> {
  const wider = (row: Record<string, Turns>) =>
    Object.entries(row).map(([scope, { turns, seconds }]) => [scope, { turns: Math.ceil(turns * scale), seconds }]);
  const all = Object.entries(rates).map(([name, row]) => [name, Object.fromEntries(wider(row))]);
  return Object.fromEntries(all) as Record<RateName, Record<string, Turns>>;
}

/** A bucket: whether there was a turn left in it. */
function createBucket({ turns, seconds }: Turns, scale: number, now: Now): () => boolean {
  // Whoever narrows all limits keeps nobody out.
  const most = Math.max(1, Math.ceil(turns * scale));
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

/** Buckets that several sockets share. One that is full again is forgotten: a new one is full, too. */
function createBuckets(turns: Turns | undefined, scale: number, now: Now): (key: string) => boolean {
  if (!turns) return () => true;
  const fullAfterMs = turns.seconds * 1_000;
  const buckets = new Map<string, { take(): boolean; usedAt: number }>();
  let sweptAt = now();
  return (key) => {
    const usedAt = now();
    if (usedAt - sweptAt > fullAfterMs) {
      sweptAt = usedAt;
      for (const [of, bucket] of buckets) if (usedAt - bucket.usedAt > fullAfterMs) buckets.delete(of);
    }
    const mine = buckets.get(key) ?? { take: createBucket(turns, scale, now), usedAt };
    mine.usedAt = usedAt;
    buckets.set(key, mine);
    return mine.take();
  };
}

/**
 * What may be asked over sockets, by the name of what is asked; `hangUp` on who is refused again and again. The narrowest
 * first: what one socket asks too much is not taken from others.
 */
export function createAskLimits(scale: number, now: Now) {
  const shared = (name: AskRateName) => {
    const row: { socket: Turns; device?: Turns; network?: Turns } = askRates[name];
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
    const ask = bucketOf('ask');
    const askRare = bucketOf('askRare');
    const askCostly = bucketOf('askCostly');
    const beRefused = bucketOf('beRefused');
    return (name) => {
      if (ask() && (!rare.has(name) || askRare()) && (!costly.has(name) || askCostly())) return;
      if (!beRefused()) hangUp();
      throw new Refusal('tooFast');
    };
  };
}
