import type { LiveCamera } from './liveCamera.ts';
import type { Now } from './ports/clocks.ts';
import type { PerspectiveRecord } from './ports/perspectiveStore.ts';

/** The fields that may wait. */
type Part = { -readonly [Field in 'clock' | 'place']?: PerspectiveRecord[Field] };
type Waiting = { part: Part; done: Promise<void> };

/**
 * Throttles changes of each camera, since each one is sent to everybody; further changes are merged into the one that
 * waits.
 */
export function createThrottledChanges(now: Now, apply: (camera: LiveCamera, part: Part) => Promise<void>) {
  const waiting = new Map<LiveCamera, Waiting>();
  const appliedAt = new WeakMap<LiveCamera, number>();

  const applyNow = (camera: LiveCamera, part: Part): Promise<void> => {
    appliedAt.set(camera, now());
    return apply(camera, part);
  };

  return {
    /** Applies it now, or `everyMs` after the last change of this camera. */
    change(camera: LiveCamera, part: Part, everyMs: number): Promise<void> {
      const before = waiting.get(camera);
      if (before) {
        Object.assign(before.part, part);
        return before.done;
      }
      const waitMs = (appliedAt.get(camera) ?? Number.NEGATIVE_INFINITY) + everyMs - now();
      if (waitMs <= 0) return applyNow(camera, part);
      const mine: Waiting = { part: { ...part }, done: Promise.resolve() };
      mine.done = new Promise((resolve) => setTimeout(resolve, waitMs)).then(() => {
        waiting.delete(camera);
        return applyNow(camera, mine.part);
      });
      waiting.set(camera, mine);
      return mine.done;
    },

    /** Drops a waiting place. */
    dropPlace(camera: LiveCamera): void {
      delete waiting.get(camera)?.part.place;
    },

    /** A change bypassed this throttle: the next one waits as if it had not. */
    changedElsewhere(camera: LiveCamera): void {
      appliedAt.set(camera, now());
    },
  };
}
