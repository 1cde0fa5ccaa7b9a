import { bestEstimate, type TimeExchange } from '../../shared/clock.ts';
import { createValue, type Value } from '../value.ts';

/** Exchanges at once when joining, after sleep or after a network change. */
const burst = 8;
/** A phone's clock drifts by less than 1.2 ms a minute, so a slow rhythm keeps it within 1 ms. */
const rhythmMs = 5_000;
const windowMs = 60_000;

/** This page's own clock, ms since the epoch; steady, unlike `Date.now()`, which may be stepped. */
export const pageNow = () => performance.timeOrigin + performance.now();

export type ServerClock = {
  /** The server's time now, ms; the page's own until the first exchange. */
  now(): number;
  /** Half of the best round trip: how wrong `now` can be. Null before the first exchange. */
  boundMs: Value<number | null>;
  /** Forgets what was measured and asks anew, after sleep or a network change. */
  restart(): void;
  close(): void;
};

export function keepServerClock(exchange: () => Promise<{ receivedAt: number; sentAt: number }>): ServerClock {
  let exchanges: TimeExchange[] = [];
  let offsetMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let round = 0;
  const boundMs = createValue<number | null>(null);

  const once = async (mine: number) => {
    const askedAt = pageNow();
    const { receivedAt, sentAt } = await exchange();
    if (mine !== round) return;
    const answeredAt = pageNow();
    exchanges = exchanges.filter((e) => answeredAt - e.answeredAt < windowMs);
    exchanges.push({ askedAt, receivedAt, sentAt, answeredAt });
    const best = bestEstimate(exchanges);
    if (!best) return;
    offsetMs = best.offsetMs;
    boundMs.set(best.boundMs);
  };

  const run = async (mine: number, left: number): Promise<void> => {
    await once(mine).catch(() => undefined);
    if (mine === round) timer = setTimeout(() => run(mine, left - 1), left > 1 ? 0 : rhythmMs);
  };

  const restart = () => {
    clearTimeout(timer);
    exchanges = [];
    round += 1;
    void run(round, burst);
  };
  restart();

  return {
    now: () => pageNow() + offsetMs,
    boundMs,
    restart,
    close() {
      clearTimeout(timer);
      round += 1;
    },
  };
}
