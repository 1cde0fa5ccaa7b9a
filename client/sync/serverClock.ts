import { bestEstimate, type ClockEstimate, type TimeExchange } from '../../shared/clock.ts';
import { createValue, type Value } from '../value.ts';

/** Exchanges in a row when joining, after sleep or after a network change. */
const initialExchanges = 8;
/** Clocks of phones drift by less than 1.2 ms a minute: this keeps the estimate within 1 ms. */
const exchangeEveryMs = 5_000;
const windowMs = 60_000;

/** This page's own clock, ms since the epoch; steady, unlike `Date.now()`, which may be stepped. */
export const pageNow = () => performance.timeOrigin + performance.now();

export type ServerClock = {
  /** The server's time now, ms; the page's own before the first exchange. */
  now(): number;
  /** The server's date now, ms, as in messages and events: its steady clock may be hours off. */
  wallNow(): number;
  /** The server's time at a page time (`performance.now`). */
  at(pageMs: DOMHighResTimeStamp): number;
  /** Offset and error bound that `now` rests on; null before the first exchange. */
  estimate: Value<ClockEstimate | null>;
  /** Discards the exchanges and makes new ones, after sleep or a network change. */
  restart(): void;
  close(): void;
};

export function keepServerClock(
  exchange: () => Promise<{ receivedAt: number; sentAt: number; wallAheadMs: number }>,
): ServerClock {
  let exchanges: TimeExchange[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let generation = 0;
  let wallAheadMs = 0;
  const estimate = createValue<ClockEstimate | null>(null);

  const once = async (ownGeneration: number) => {
    const askedAt = pageNow();
    const { receivedAt, sentAt, ...dates } = await exchange();
    if (ownGeneration !== generation) return;
    wallAheadMs = dates.wallAheadMs;
    const answeredAt = pageNow();
    exchanges = exchanges.filter((e) => answeredAt - e.answeredAt < windowMs);
    exchanges.push({ askedAt, receivedAt, sentAt, answeredAt });
    const best = bestEstimate(exchanges);
    if (!best) return;
    estimate.set(best);
  };

  const run = async (ownGeneration: number, left: number): Promise<void> => {
    await once(ownGeneration).catch(() => undefined);
    if (ownGeneration === generation)
      timer = setTimeout(() => run(ownGeneration, left - 1), left > 1 ? 0 : exchangeEveryMs);
  };

  const restart = () => {
    clearTimeout(timer);
    exchanges = [];
    generation += 1;
    void run(generation, initialExchanges);
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
      generation += 1;
    },
  };
}
