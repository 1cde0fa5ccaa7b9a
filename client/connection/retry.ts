import { isCapacity, type RefusalCode } from '../../shared/refusals.ts';

/** Ceilings of the wait, ms: the first attempt comes before a person has read that something is wrong. */
const firstMs = 500;
/** After an outage all pages are back within this. */
const maxMs = 8_000;
/**
 * Refusals for want of a slot come together, when the last one is taken: with 500 ms a full server would get hundreds of
 * requests a second. Asking sooner gains nothing.
 */
const firstAtCapacityMs = 5_000;
const maxAtCapacityMs = 20_000;
/** A success that lasted this long resets the back-off; a server that fails at once is not asked any faster. */
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
      const [first, max] = code && isCapacity(code) ? [firstAtCapacityMs, maxAtCapacityMs] : [firstMs, maxMs];
      timer = setTimeout(fire, random() * Math.min(max, first * 2 ** tries));
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
