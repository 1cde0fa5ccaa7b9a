import { followDeliveries } from './deliveries.ts';
import { hasJitterBufferTarget, setJitterBufferTarget, watchAddedDelay } from './jitterBuffer.ts';
import { plainPlayout } from './plainPlayout.ts';
import type { Play } from './playing.ts';

/** A smaller error is the screen's refresh; reacting to it makes the buffer oscillate (measured: 6 ms does). */
const deadbandMs = 13;
/** Larger errors are corrected whole, smaller ones in part. */
const largeMs = 40;
const smallGain = 0.6;
/** Until a change shows in the measured latency: the span that it is the mean of, and a frame or two. */
const responseMs = 450;
const measureEveryMs = 1_000;

/** Delays frames by the browser's jitter buffer until they are due: coarser, with the measured latency as feedback. */
export const bufferedPlayout: Play = (track, receiver, tile, instant) => {
  if (!hasJitterBufferTarget(receiver)) return plainPlayout(track, receiver, tile, instant);
  const stopFollowing = followDeliveries(receiver, tile, instant);
  const readAddedDelay = watchAddedDelay(receiver);
  let targetMs = 0;
  let changedAt = Number.NEGATIVE_INFINITY;

  const measure = async () => {
    const ms = await readAddedDelay();
    if (ms !== null) tile.setAddedDelay(Math.min(ms, targetMs));
  };
  const timer = setInterval(() => void measure(), measureEveryMs);

  return {
    track,
    steer() {
      const now = instant.now();
      const latencyMs = tile.latencyMs(now);
      if (latencyMs === null || now - changedAt < responseMs) return;
      const errorMs = instant.delayMs() === 0 ? -targetMs : instant.delayMs() - latencyMs;
      if (Math.abs(errorMs) <= deadbandMs || (errorMs < 0 && targetMs === 0)) return;
      targetMs = Math.max(0, targetMs + errorMs * (Math.abs(errorMs) > largeMs ? 1 : smallGain));
      changedAt = now;
      setJitterBufferTarget(receiver, targetMs);
    },
    close() {
      clearInterval(timer);
      stopFollowing();
    },
  };
};
