import { followDeliveries } from './deliveries.ts';
import { hasJitterBufferTarget, setJitterBufferTarget, watchAddedDelay } from './jitterBuffer.ts';
import { plainPlayout } from './plainPlayout.ts';
import type { Play } from './playing.ts';

/** Below this an error is the screen's refresh; acting on it makes the buffer swing (measured: 6 ms does). */
const deadbandMs = 13;
/** Larger errors are mended whole, smaller ones in part. */
const largeMs = 40;
const smallGain = 0.6;
/** After a change, until it shows in what is measured: the moment that a latency is the mean of, and a frame or two. */
const settleMs = 450;
const lookEveryMs = 1_000;

/** Lets the browser's own buffer hold frames until they are due: coarser, with nothing but a number to steer by. */
export const bufferedPlayout: Play = (track, receiver, tile, instant) => {
  if (!hasJitterBufferTarget(receiver)) return plainPlayout(track, receiver, tile, instant);
  const stopFollowing = followDeliveries(receiver, tile, instant);
  const readAddedDelay = watchAddedDelay(receiver);
  let targetMs = 0;
  let changedAt = Number.NEGATIVE_INFINITY;

  const look = async () => {
    const ms = await readAddedDelay();
    if (ms !== null) tile.setAddedDelay(Math.min(ms, targetMs));
  };
  const looking = setInterval(() => void look(), lookEveryMs);

  return {
    track,
    steer() {
      const now = instant.now();
      const latencyMs = tile.latencyMs(now);
      if (latencyMs === null || now - changedAt < settleMs) return;
      const errorMs = instant.delayMs() === 0 ? -targetMs : instant.delayMs() - latencyMs;
      if (Math.abs(errorMs) <= deadbandMs || (errorMs < 0 && targetMs === 0)) return;
      targetMs = Math.max(0, targetMs + errorMs * (Math.abs(errorMs) > largeMs ? 1 : smallGain));
      changedAt = now;
      setJitterBufferTarget(receiver, targetMs);
    },
    close() {
      clearInterval(looking);
      stopFollowing();
    },
  };
};
