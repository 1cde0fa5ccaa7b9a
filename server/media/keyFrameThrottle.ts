import type { Now } from '../events/ports/clocks.ts';

/** At most one key frame a second is requested of a phone: each is ten times a usual frame, on all layers at once. */
export const keyFrameEveryMs = 1_000;
/** Requests this close to each other are one to the phone: it has not yet encoded the key frame for the first. */
const mergeWithinMs = 100;
/** A period that starts later than this shifts the following ones: otherwise the next would come too soon after it. */
const maxLateMs = 10;
/** A requested key frame arrives within this. */
const keyFrameWithinMs = 500;

/** Throttles the requests for key frames of one phone, so that one key frame serves all who wait. */
export type KeyFrameThrottle = {
  /** Resolves when a key frame may be requested. */
  wait(): Promise<void>;
};

/**
 * The worker merges requests too, but per layer: viewers of three layers would cost three key frames a second, and a
 * browser encodes each one on all layers. If several requests reach the worker within a period, it sends one at once
 * and repeats it a second later; that one serves the requests which waited here. So periods keep the rhythm of the
 * first request, a key frame that the worker requested by itself starts a period, too, and only a period that this
 * process was late for shifts the rhythm.
 */
export function createKeyFrameThrottle(now: Now) {
  /** When the current period started, by the rhythm; and when it really did. */
  let periodAt = Number.NEGATIVE_INFINITY;
  let startedAt = Number.NEGATIVE_INFINITY;
  let pending: Promise<void> | null = null;

  const start = (dueAt: number) => {
    startedAt = now();
    periodAt = startedAt - dueAt < maxLateMs ? dueAt : startedAt;
    pending = null;
  };

  const waitForPeriod = async (): Promise<void> => {
    const dueAt = periodAt + keyFrameEveryMs;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, dueAt - now())));
    // If the process was busy, key frames that arrived in the meantime are counted first.
    await new Promise((resolve) => setImmediate(resolve));
    return periodAt + keyFrameEveryMs > dueAt ? waitForPeriod() : start(dueAt);
  };

  return {
    wait(): Promise<void> {
      const at = now();
      if (pending) return pending;
      if (at - periodAt >= keyFrameEveryMs) start(at);
      else if (at - startedAt >= mergeWithinMs) {
        pending = waitForPeriod();
        return pending;
      }
      return Promise.resolve();
    },
    /** A key frame that arrives right after a period was due was requested by the worker, and starts that period. */
    keyFrameArrived(): void {
      const dueAt = periodAt + keyFrameEveryMs;
      const at = now();
      if (at >= dueAt && at < dueAt + keyFrameWithinMs) periodAt = dueAt;
    },
  };
}
