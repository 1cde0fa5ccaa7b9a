import { type BufferCounters, readBufferCounters, setJitterBufferTarget } from './jitterBuffer.ts';
import type { TileSync } from './tileSync.ts';

const measureEveryMs = 1_000;

/**
 * What a jitter buffer's target added to the delay of the frames between two readings (mean, ms); null if there were
 * none. A browser that does not tell what the buffer would have been by itself (Firefox before 142, Safari) counts all of
 * it up to the target: what we hold must never pass for the path, or the grid's delay would grow by its own effect.
 */
export function addedDelayOf(before: BufferCounters, now: BufferCounters, targetMs: number): number | null {
  const frames = now.emitted - before.emitted;
  if (frames <= 0) return null;
  const isToldMinimum = now.minimum !== null && before.minimum !== null;
  const ownSeconds = isToldMinimum ? (now.minimum ?? 0) - (before.minimum ?? 0) : 0;
  const addedMs = ((now.delay - before.delay - ownSeconds) / frames) * 1_000;
  return Math.min(targetMs, Math.max(0, addedMs));
}

export type BufferHold = { targetMs(): number; set(ms: number): void; close(): void };

/** Holds a tile's frames in the browser's jitter buffer, and tells the tile how much of their delay that is. */
export function createBufferHold(receiver: RTCRtpReceiver, tile: TileSync): BufferHold {
  let targetMs = 0;
  let addedMs = 0;
  let last: BufferCounters | null = null;

  const setAdded = (ms: number) => {
    addedMs = ms;
    tile.setAddedDelay(ms);
  };
  const measure = async () => {
    const before = last;
    const settled = targetMs;
    last = await readBufferCounters(receiver).catch(() => null);
    const ms = before && last && settled === targetMs ? addedDelayOf(before, last, targetMs) : null;
    if (ms !== null) setAdded(ms);
  };
  const timer = setInterval(() => void measure(), measureEveryMs);

  const set = (ms: number) => {
    if (ms === targetMs) return;
    // Frames follow within a few hundred ms, the statistics only at their next reading.
    setAdded(ms === 0 ? 0 : Math.max(0, addedMs + ms - targetMs));
    // A reading across the change would be of neither target.
    last = null;
    targetMs = ms;
    setJitterBufferTarget(receiver, ms);
  };

  return {
    targetMs: () => targetMs,
    set,
    close() {
      clearInterval(timer);
      set(0);
    },
  };
}
