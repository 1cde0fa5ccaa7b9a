/** Frames sent so far of the largest layer that is sent, and of the smallest. */
export type LayerFrames = { largest: number; smallest: number };

/** Measured in Firefox 140: a layer has its first frame within a second if a probe has found bandwidth for it. */
const firstAfterMs = 3_000;
/** Each restart costs viewers 1.5 s at few frames, and on a weak network all are in vain. */
const most = 5;

/**
 * When to begin with the smallest layer again, for a browser that probes for bandwidth only then: a probe on a busy
 * device may find nothing. The wait doubles each time. A new largest layer begins anew.
 */
export function createLayerRestarts() {
  let watched = '';
  let before: LayerFrames | null = null;
  let stillSinceMs = 0;
  let count = 0;

  return {
    isDue(rid: string, frames: LayerFrames, nowMs: number): boolean {
      if (rid !== watched) {
        watched = rid;
        before = null;
        count = 0;
      }
      // A camera without frames says nothing about bandwidth.
      const isStill = before && frames.largest === before.largest && frames.smallest > before.smallest;
      if (!isStill) stillSinceMs = nowMs;
      before = frames;
      if (!isStill || count >= most || nowMs - stillSinceMs < firstAfterMs * 2 ** count) return false;
      count += 1;
      before = null;
      return true;
    },
  };
}
