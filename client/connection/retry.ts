import { isCapacity, type RefusalCode } from '../../shared/refusals.ts';

/** Ceilings of the wait, ms: the first attempt comes before anybody has read that something is wrong. */
const firstMs = 500;
/** After an outage everybody is back within this. */
const mostMs = 8_000;
/**
 * Those in line were refused together, as when the last slot went: 500 ms would let hundreds a second knock at a server
 * that is full. Nor does anybody gain by asking sooner.
 */
const firstInLineMs = 5_000;
const mostInLineMs = 20_000;
/** What lasted this long has worked: the next fault is a new one. A server that fails at once is not asked any faster. */
const steadyMs = 10_000;

export type Retry = {
  /** Tries again after a while; does nothing if that is scheduled already. */
  later(code?: RefusalCode): void;
  /** Makes the scheduled attempt now; true if there was one. */
  now(): boolean;
  worked(): void;
  /** Cancels the scheduled attempt. */
  stop(): void;
};

/**
 * Tries again with exponential back-off and full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter", 2015):
 * a whole venue that was cut off together does not come back in step.
 */
export function createRetry(again: () => void, random: () => number = Math.random): Retry {
  let tries = 0;
  let workedAt: number | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const stop = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const fire = () => {
    timer = null;
    again();
  };

  return {
    later(code) {
      if (timer !== null) return;
      if (workedAt !== null && performance.now() - workedAt >= steadyMs) tries = 0;
      workedAt = null;
      const [first, most] = code && isCapacity(code) ? [firstInLineMs, mostInLineMs] : [firstMs, mostMs];
      timer = setTimeout(fire, random() * Math.min(most, first * 2 ** tries));
      tries += 1;
    },
    now() {
      if (timer === null) return false;
      stop();
      again();
      return true;
    },
    worked() {
      workedAt ??= performance.now();
    },
    stop,
  };
}
