import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bufferedPlayout } from '../../client/sync/bufferedPlayout.ts';
import { addedDelayOf } from '../../client/sync/bufferHold.ts';
import { createCaptureTimes } from '../../client/sync/captureTimes.ts';
import { createGridClock } from '../../client/sync/gridClock.ts';
import type { BufferCounters } from '../../client/sync/jitterBuffer.ts';
import { createTileSync } from '../../client/sync/tileSync.ts';
import type { PerspectiveClock } from '../../shared/domain.ts';

const counters = (delay: number, minimum: number | null, emitted: number): BufferCounters => ({
  delay,
  minimum,
  emitted,
});

describe('what a jitter buffer’s target adds to its delay', () => {
  it.each([
    ['is the delay beyond the minimum', counters(0, 0, 0), counters(8, 2, 20), 400, 300],
    ['is not more than the target', counters(0, 0, 0), counters(8, 2, 20), 250, 250],
    ['is all of it, up to the target, without a minimum', counters(0, null, 0), counters(8, null, 20), 350, 350],
    ['is not more than the delay, without a minimum', counters(0, null, 0), counters(2, null, 20), 350, 100],
    ['is nothing without a target', counters(0, null, 0), counters(8, null, 20), 0, 0],
    ['is unknown without frames', counters(1, null, 20), counters(1, null, 20), 300, null],
  ])('%s', (_, before, now, targetMs, addedMs) => {
    expect(addedDelayOf(before, now, targetMs)).toBe(addedMs);
  });
});

const frameMs = 50;

/** A receiver whose buffer delays frames by its target, or by 40 ms by itself, and tells no minimum (Firefox 140). */
function receiverOf(pathMs: number, now: () => number) {
  let jitterBufferTarget = 0;
  let frame = 0;
  let totals = { jitterBufferDelay: 0, jitterBufferEmittedCount: 0 };
  let delivered: object[] = [];
  const receiver = {
    get jitterBufferTarget() {
      return jitterBufferTarget;
    },
    set jitterBufferTarget(ms: number) {
      jitterBufferTarget = ms;
    },
    getSynchronizationSources: () => delivered,
    getStats: async () => new Map([['a', { type: 'inbound-rtp', ...totals }]]),
  };
  const deliver = () => {
    const heldMs = Math.max(40, jitterBufferTarget);
    const newest = Math.floor((now() - pathMs - heldMs) / frameMs);
    if (newest <= frame) return;
    const { jitterBufferDelay, jitterBufferEmittedCount } = totals;
    totals = {
      jitterBufferDelay: jitterBufferDelay + (heldMs / 1_000) * (newest - frame),
      jitterBufferEmittedCount: jitterBufferEmittedCount + newest - frame,
    };
    frame = newest;
    delivered = [{ rtpTimestamp: frame * frameMs * 90, timestamp: 0 }];
  };
  return { receiver: receiver as unknown as RTCRtpReceiver, deliver };
}

describe('tiles that only their jitter buffers delay, in a browser that tells no minimum', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('requestAnimationFrame', (run: FrameRequestCallback) => setTimeout(() => run(performance.now()), 16));
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('get in sync, and do not let the grid’s delay grow by its own effect', async () => {
    const start = Date.now();
    const now = () => Date.now() - start;
    const grid = createGridClock({ now, at: (pageMs) => pageMs }, () => true);
    const clock: PerspectiveClock = {
      offsetMs: 0,
      quality: 'good',
      isDoubted: false,
      cameraDelayMs: 0,
      captureTimeErrorMs: 0,
      rtpMapping: { rtp: 0, phoneMs: 0 },
    };
    const tiles = [0, 100, 300].map((pathMs) => {
      const { receiver, deliver } = receiverOf(pathMs, now);
      const times = createCaptureTimes(receiver, () => clock, now);
      const tile = createTileSync(
        `${pathMs}`,
        times,
        () => 0,
        () => 0,
      );
      const playing = bufferedPlayout({} as MediaStreamTrack, receiver, tile, grid, () => undefined);
      grid.add(tile, playing);
      setInterval(deliver, 5);
      return { tile, playing };
    });
    const delays: number[] = [];
    for (let second = 0; second < 40; second += 1) {
      await vi.advanceTimersByTimeAsync(1_000);
      delays.push(grid.delayMs());
    }
    expect(Math.max(...delays)).toBeLessThan(450);
    const latencies = tiles.map(({ tile }) => tile.latencyMs(now()) ?? 0);
    expect(Math.max(...latencies) - Math.min(...latencies)).toBeLessThan(33);
    for (const { playing } of tiles) playing.close();
    grid.close();
  });
});
