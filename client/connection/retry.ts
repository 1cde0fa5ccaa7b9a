import { isInLineCode, type RefusalCode } from '../../shared/refusals.ts';

/** Ceilings of the wait, ms: the first is over before anybody has read that something is the matter. */
const firstMs = 500;
/** After an outage everybody is back within this. */
const mostMs = 8_000;
/** Where many wait for the same place, they look less often than that. */
const mostInLineMs = 20_000;
/** What lasted so long has worked: the next fault is a new one. A server that falls over at once is not hurried. */
const steadyMs = 10_000;

export const isInLine = (code: RefusalCode | undefined): boolean => code !== undefined && isInLineCode(code);

export type Retry = {
  /** Tries again after a while; where that is due already, nothing changes. */
  later(code?: RefusalCode): void;
  /** Tries at once what is due later; true where something was. */
  now(): boolean;
  worked(): void;
  /** Nothing is due any more. */
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
      const most = isInLine(code) ? mostInLineMs : mostMs;
      timer = setTimeout(fire, random() * Math.min(most, firstMs * 2 ** tries));
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
