import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createBufferSteering } from '../../client/sync/bufferSteering.ts';
import type { PathDelay } from '../../client/sync/pathDelays.ts';
import type { TileSync } from '../../client/sync/tileSync.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A tile whose path is known or not, and a grid with a delay. */
function startSteering() {
  const receiver = { jitterBufferTarget: 0, getStats: async () => new Map() };
  let path: PathDelay | null = null;
  let delayMs = 0;
  const tile = { pathDelays: () => path, setAddedDelay: () => undefined } as unknown as TileSync;
  const instant = { now: () => 0, delayMs: () => delayMs, timeOf: () => 0 };
  const playing = createBufferSteering(receiver as unknown as RTCRtpReceiver, tile, instant);
  return {
    playing,
    /** The buffer's target once the path takes so long (ms; null: unknown), and the grid is delayed by so much. */
    targetFor(p90Ms: number | null, nextDelayMs: number): number {
      path = p90Ms === null ? null : { p90Ms, minMs: 0, peakMs: 0 };
      delayMs = nextDelayMs;
      playing.steer();
      return receiver.jitterBufferTarget;
    },
  };
}

it('the buffer holds what decoded frames do not, and lets go of it at once', () => {
  const { targetFor, playing } = startSteering();
  expect(targetFor(20, 120)).toBe(0);
  expect(targetFor(20, 1_400)).toBe(1_200);
  expect(targetFor(10, 1_400)).toBe(1_200);
  expect(targetFor(300, 1_400)).toBe(920);
  expect(targetFor(20, 180)).toBe(0);
  playing.close();
});

it('a buffer that is filling up, so that no frame comes, is not emptied for that', () => {
  const { targetFor, playing } = startSteering();
  expect(targetFor(null, 1_400)).toBe(0);
  expect(targetFor(20, 1_400)).toBe(1_200);
  expect(targetFor(null, 1_400)).toBe(1_200);
  // More than the grid waits would be late, whatever the path.
  expect(targetFor(null, 1_000)).toBe(820);
  expect(targetFor(null, 120)).toBe(0);
  playing.close();
});
