import type { Now, WallNow } from './events/ports/clocks.ts';
import type { Log } from './log.ts';

/** See `Now`: the instant at which this process began, and the machine's monotonic clock from there on. */
export const now: Now = () => performance.timeOrigin + performance.now();
/** See `WallNow`. */
export const wallNow: WallNow = () => Date.now();

/** A clock that was set is noticed within this. */
const lookEveryMs = 1_000;
/** What NTP slews in a second (500 ppm) is a thousandth of it; nobody means a smaller step. */
const leastStepMs = 1_000;
/** Two readings this far apart were not of one instant: the process was stopped between them. */
const oneInstantMs = 50;
/**
 * A wrong step is often put right soon after (a late NTP answer, an operator's mistake): for so long nothing is deleted
 * because of its age.
 */
const settlesInMs = 10 * 60_000;

export type WallClockWatch = {
  /** False for a while after the wall clock was stepped: ages are not to be believed then. */
  isSettled(): boolean;
  close(): void;
};

/** Compares the wall clock with the steady one, and says when it was stepped. */
export function watchWallClock(log: Pick<Log, 'warn'>, clocks = { now, wallNow }): WallClockWatch {
  const aheadMs = (): number | null => {
    const before = clocks.now();
    const wall = clocks.wallNow();
    return clocks.now() - before < oneInstantMs ? wall - before : null;
  };
  let known = aheadMs();
  let steppedAt = Number.NEGATIVE_INFINITY;

  const look = () => {
    const ahead = aheadMs();
    if (ahead === null) return;
    const stepMs = ahead - (known ?? ahead);
    // Slewing adds up: it is compared with the last look, not with the first.
    known = ahead;
    if (Math.abs(stepMs) < leastStepMs) return;
    steppedAt = clocks.now();
    log.warn({ stepMs: Math.round(stepMs) }, 'the clock of this machine was set; intervals and media keep their own');
  };
  const looking = setInterval(look, lookEveryMs);
  return {
    isSettled() {
      look();
      return clocks.now() - steppedAt >= settlesInMs;
    },
    close: () => clearInterval(looking),
  };
}
