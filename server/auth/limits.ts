import { Refusal } from '../../shared/refusals.ts';
import type { Now, RateName } from '../events/ports.ts';

/** So many at once, and so many per second after that. */
type Rate = { burst: number; perSecond: number };

/** What one socket may ask: a page that joins asks ten things at once, one that resizes about ten a second. */
const socketRate: Rate = { burst: 60, perSecond: 20 };

/** What all who watch an event are told of, or what costs its phones key frames: nobody means it oftener. */
const rareRate: Rate = { burst: 10, perSecond: 2 };
const rare = new Set<string>(['setTracks', 'shareDelay']);

/** So many turns in so many seconds, for each address or device. A whole venue may stand behind one address. */
const limits: Record<RateName, { turns: number; seconds: number }> = {
  /** Events that one address may open: a handful, then one a minute. */
  openEvent: { turns: 20, seconds: 1_200 },
  rest: { turns: 3_000, seconds: 60 },
  /** Connections; a viewer has one, a phone that comes back in a tunnel several a minute. */
  socket: { turns: 1_500, seconds: 60 },
  /** Cameras that go live, or come back, from one address. */
  goLive: { turns: 600, seconds: 60 },
  say: { turns: 5, seconds: 10 },
  react: { turns: 25, seconds: 10 },
  report: { turns: 60, seconds: 60 },
};

/** All limits, `scale` times as wide. */
export function limitsOf(scale: number): Record<RateName, { turns: number; seconds: number }> {
  const wider = Object.entries(limits).map(([name, { turns, seconds }]) => [
    name,
    { turns: Math.ceil(turns * scale), seconds },
  ]);
  return Object.fromEntries(wider) as typeof limits;
}

/** A bucket that refuses when it is empty. A socket lives in one process: so does its bucket. */
function createLimit({ burst, perSecond }: Rate, scale: number, now: Now): () => void {
  let left = burst * scale;
  let at = now();
  return () => {
    const instant = now();
    left = Math.min(burst * scale, left + ((instant - at) / 1_000) * perSecond * scale);
    at = instant;
    if (left < 1) throw new Refusal('tooFast');
    left -= 1;
  };
}

/** What one socket may ask, by the name of what it asks. */
export function createSocketLimit(scale: number, now: Now): (name: string) => void {
  const [takeTurn, takeRareTurn] = [createLimit(socketRate, scale, now), createLimit(rareRate, scale, now)];
  return (name) => {
    takeTurn();
    if (rare.has(name)) takeRareTurn();
  };
}
