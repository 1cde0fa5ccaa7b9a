import type { Now } from '../events/ports.ts';

/** At most one key frame a second is asked of a phone: each one is ten times a usual frame, on all its layers at once. */
export const keyFrameEveryMs = 1_000;
/** Requests this close to each other are one to the phone: the key frame that they ask for is not yet encoded. */
const togetherMs = 100;

/** What makes a phone send a key frame waits here for its turn, so that all who wait are served by one. */
export type KeyFrameTurns = { take(): Promise<void> };

/**
 * The worker merges requests too, but per layer: viewers of three layers would have three key frames a second from a
 * phone, and browsers encode each on all layers.
 */
export function createKeyFrameTurns(now: Now): KeyFrameTurns {
  let openedAt = Number.NEGATIVE_INFINITY;
  let next: Promise<void> | null = null;

  const open = () => {
    openedAt = now();
    next = null;
  };
  return {
    take() {
      const sinceMs = now() - openedAt;
      if (sinceMs >= keyFrameEveryMs && !next) open();
      else if (sinceMs >= togetherMs) {
        next ??= new Promise<void>((resolve) => setTimeout(resolve, keyFrameEveryMs - sinceMs)).then(open);
        return next;
      }
      return Promise.resolve();
    },
  };
}
