import { bestEstimate, type ClockEstimate, type TimeExchange } from '../../shared/clock.ts';
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
  /** The server's date now, ms, as it dates messages and events: the steady clock may be hours off that. */
  wallNow(): number;
  /** The same at an instant of the page's time (`performance.now`). */
  at(pageMs: DOMHighResTimeStamp): number;
  /** What `now` rests on, and how wrong it can be; null before the first exchange. */
  estimate: Value<ClockEstimate | null>;
  /** Forgets what was measured and asks anew, after sleep or a network change. */
  restart(): void;
  close(): void;
};

export function keepServerClock(
  exchange: () => Promise<{ receivedAt: number; sentAt: number; wallAheadMs: number }>,
): ServerClock {
  let exchanges: TimeExchange[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let round = 0;
  let wallAheadMs = 0;
  const estimate = createValue<ClockEstimate | null>(null);

  const once = async (mine: number) => {
    const askedAt = pageNow();
    const { receivedAt, sentAt, ...told } = await exchange();
    if (mine !== round) return;
    wallAheadMs = told.wallAheadMs;
    const answeredAt = pageNow();
    exchanges = exchanges.filter((e) => answeredAt - e.answeredAt < windowMs);
    exchanges.push({ askedAt, receivedAt, sentAt, answeredAt });
    const best = bestEstimate(exchanges);
    if (!best) return;
    estimate.set(best);
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

  const at = (pageMs: DOMHighResTimeStamp) => performance.timeOrigin + pageMs + (estimate.get()?.offsetMs ?? 0);

  return {
    at,
    now: () => at(performance.now()),
    wallNow: () => at(performance.now()) + wallAheadMs,
    estimate,
    restart,
    close() {
      clearTimeout(timer);
      round += 1;
    },
  };
}
