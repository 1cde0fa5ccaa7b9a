import { createBufferHold } from './bufferHold.ts';
import { hasJitterBufferTarget } from './jitterBuffer.ts';
import type { Instant, Playing } from './playing.ts';
import type { TileSync } from './tileSync.ts';

/** Of the grid's delay this much is spent on decoded frames, which phones hold few of; the rest in the jitter buffer. */
const decodedAheadMs = 180;
/** A smaller change of the jitter buffer is not worth the hiccup. */
const bufferStepMs = 30;

/** Lets the jitter buffer hold what is too long to be held as decoded frames. */
export function createBufferSteering(receiver: RTCRtpReceiver | null, tile: TileSync, instant: Instant): Playing {
  if (!hasJitterBufferTarget(receiver)) return { steer: () => undefined, close: () => undefined };
  const hold = createBufferHold(receiver, tile);
  return {
    steer() {
      const pathMs = tile.pathDelays(instant.now())?.p90Ms;
      const most = Math.max(0, instant.delayMs() - (pathMs ?? 0) - decodedAheadMs);
      // While a raised buffer fills up no frames come, and the path is unknown: that is no reason to empty it again.
      const wished = pathMs === undefined ? Math.min(hold.targetMs(), most) : most;
      // A target that is too high makes frames late, so it is lowered at once; a raise can wait until it is worth it.
      if (wished >= hold.targetMs() && wished <= hold.targetMs() + bufferStepMs) return;
      hold.set(wished < bufferStepMs ? 0 : wished);
    },
    close: hold.close,
  };
}
