import type { Now, WallNow } from './events/ports/clocks.ts';
import type { Log } from './log.ts';

/** See `Now`: the machine's monotonic clock, on from the wall clock at which this process began. */
export const now: Now = () => performance.timeOrigin + performance.now();
/** See `WallNow`. */
export const wallNow: WallNow = () => Date.now();

/** How often the two clocks are compared: a step is noticed within this. */
const checkEveryMs = 1_000;
/** Smaller steps do no harm. NTP slews by at most half a thousandth of this in a second (500 ppm). */
const minStepMs = 1_000;
/** Readings further apart than this were not made at one instant: the process was stopped between them. */
const oneInstantMs = 50;
/**
 * A wrong step is often corrected soon after (a late NTP answer, an operator's mistake): for this long nothing is
 * deleted because of its age.
 */
const unreliableForMs = 10 * 60_000;

export type WallClockWatch = {
  /** False for a while after the wall clock was stepped: ages cannot be computed from dates then. */
  isReliable(): boolean;
  close(): void;
};

/** Compares the wall clock with the steady one, and logs when it was stepped. */
export function watchWallClock(log: Pick<Log, 'warn'>, clocks = { now, wallNow }): WallClockWatch {
  const aheadMs = (): number | null => {
    const before = clocks.now();
    const wall = clocks.wallNow();
    return clocks.now() - before < oneInstantMs ? wall - before : null;
  };
  let known = aheadMs();
  let steppedAt = Number.NEGATIVE_INFINITY;

  const check = () => {
    const ahead = aheadMs();
    if (ahead === null) return;
    const stepMs = ahead - (known ?? ahead);
    // Compared with the last check, not with the first: slewing adds up.
    known = ahead;
    if (Math.abs(stepMs) < minStepMs) return;
    steppedAt = clocks.now();
    log.warn({ stepMs: Math.round(stepMs) }, 'the clock of this machine was set; intervals and media keep their own');
  };
  const checking = setInterval(check, checkEveryMs);
  return {
    isReliable() {
      check();
      return clocks.now() - steppedAt >= unreliableForMs;
    },
    close: () => clearInterval(checking),
  };
}
