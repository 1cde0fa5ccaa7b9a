import { createBufferHold } from './bufferHold.ts';
import { followDeliveries } from './deliveries.ts';
import { hasJitterBufferTarget } from './jitterBuffer.ts';
import { plainPlayout } from './plainPlayout.ts';
import type { Play } from './playing.ts';

/** A smaller error is the screen's refresh; reacting to it makes the buffer oscillate (measured: 6 ms does). */
const deadbandMs = 13;
/** Larger errors are corrected whole, smaller ones in part. */
const largeMs = 40;
const smallGain = 0.6;
/** Until a change shows in the measured latency: the span that it is the mean of, and a frame or two. */
const responseMs = 450;

/** Delays frames by the browser's jitter buffer until they are due: coarser, with the measured latency as feedback. */
export const bufferedPlayout: Play = (track, receiver, tile, instant, show) => {
  if (!hasJitterBufferTarget(receiver)) return plainPlayout(track, receiver, tile, instant, show);
  show(track);
  const stopFollowing = followDeliveries(receiver, tile, instant);
  const hold = createBufferHold(receiver, tile);
  let changedAt = Number.NEGATIVE_INFINITY;

  return {
    steer() {
      const now = instant.now();
      const latencyMs = tile.latencyMs(now);
      if (latencyMs === null || now - changedAt < responseMs) return;
      const targetMs = hold.targetMs();
      const errorMs = instant.delayMs() === 0 ? -targetMs : instant.delayMs() - latencyMs;
      if (Math.abs(errorMs) <= deadbandMs || (errorMs < 0 && targetMs === 0)) return;
      hold.set(Math.max(0, targetMs + errorMs * (Math.abs(errorMs) > largeMs ? 1 : smallGain)));
      changedAt = now;
    },
    close() {
      hold.close();
      stopFollowing();
    },
  };
};
