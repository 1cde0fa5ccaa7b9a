import type { Now } from '../events/ports/clocks.ts';

/** At most one key frame a second is asked of a phone: each one is ten times a usual frame, on all its layers at once. */
export const keyFrameEveryMs = 1_000;
/** Requests this close to each other are one to the phone: the key frame that they ask for is not yet encoded. */
const togetherMs = 100;
/** A turn that opens later than this begins another rhythm: the next one would come too soon after it. */
const lateMs = 10;
/** A key frame that was asked for is there within this. */
const comesWithinMs = 500;

/** What makes a phone send a key frame waits here for its turn, so that all who wait are served by one. */
export type KeyFrameThrottle = { take(): Promise<void> };

/**
 * The worker merges requests too, but per layer: viewers of three layers would have three key frames a second from a
 * phone, and browsers encode each on all layers. What it was asked for more than once in a turn it asks for again a
 * second later: a turn that opens with that is served by it. So all turns keep to one rhythm, that of the first; what
 * the worker asks for by itself is a turn, too, and one that this process was late for begins another rhythm.
 */
export function createKeyFrameThrottle(now: Now) {
  /** The beat that the newest turn is of. */
  let beatAt = Number.NEGATIVE_INFINITY;
  let openedAt = Number.NEGATIVE_INFINITY;
  let next: Promise<void> | null = null;

  const open = (beat: number) => {
    openedAt = now();
    beatAt = openedAt - beat < lateMs ? beat : openedAt;
    next = null;
  };

  const wait = async (): Promise<void> => {
    const beat = beatAt + keyFrameEveryMs;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, beat - now())));
    // A process that was busy is told of what came meanwhile.
    await new Promise((resolve) => setImmediate(resolve));
    return beatAt + keyFrameEveryMs > beat ? wait() : open(beat);
  };

  return {
    take(): Promise<void> {
      const at = now();
      if (next) return next;
      if (at - beatAt >= keyFrameEveryMs) open(at);
      else if (at - openedAt >= togetherMs) {
        next = wait();
        return next;
      }
      return Promise.resolve();
    },
    /** A key frame came. */
    came(): void {
      const beat = beatAt + keyFrameEveryMs;
      const at = now();
      if (at >= beat && at < beat + comesWithinMs) beatAt = beat;
    },
  };
}
