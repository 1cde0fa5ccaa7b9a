import { type RateName, rates, socketRates, type Turns } from '../../shared/limits.ts';
import { Refusal } from '../../shared/refusals.ts';
import type { Now } from '../events/ports.ts';

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

/** What one socket may ask, by the name of what it asks; `hangUp` on who is refused again and again. */
export function createSocketLimit(scale: number, now: Now, hangUp: () => void): (name: string) => void {
  const bucketOf = (name: keyof typeof socketRates) => createBucket(socketRates[name], scale, now);
  const ask = bucketOf('ask');
  const askRare = bucketOf('askRare');
  const askCostly = bucketOf('askCostly');
  const beRefused = bucketOf('beRefused');
  return (name) => {
    if (ask() && (!rare.has(name) || askRare()) && (!costly.has(name) || askCostly())) return;
    if (!beRefused()) hangUp();
    throw new Refusal('tooFast');
  };
}
