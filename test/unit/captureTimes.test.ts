import { describe, expect, it } from 'vitest';
import { createCaptureTimes } from '../../client/sync/captureTimes.ts';
import { createTileSync } from '../../client/sync/tileSync.ts';
import type { PerspectiveClock } from '../../shared/domain.ts';

const epoch = 2_208_988_800_000;
const start = 1_700_000_000_000;
const frameMs = 33;
const rtpOf = (frame: number) => (1_000 + frame * frameMs * 90) % 2 ** 32;

/** A tile with a path delay of 100 ms; `captureTimeOf` is each frame's abs-capture-time, by a phone's clock that is right. */
function play(captureTimeOf: (frame: number) => number | undefined, clock: Partial<PerspectiveClock> = {}) {
  let now = start;
  let frame = 0;
  const receiver = {
    getSynchronizationSources: () => [
      { rtpTimestamp: rtpOf(frame), captureTimestamp: captureTimeOf(frame), timestamp: now },
    ],
  } as unknown as RTCRtpReceiver;
  const known: PerspectiveClock = {
    offsetMs: 0,
    quality: 'good',
    isDoubted: false,
    cameraDelayMs: 0,
    captureTimeErrorMs: 0,
    rtpMapping: null,
    ...clock,
  };
  const times = createCaptureTimes(
    receiver,
    () => known,
    () => now,
  );
  const tile = createTileSync(
    'a',
    times,
    () => 0,
    () => 120,
  );
  return {
    source: times.source,
    rtpMapped: times.rtpMapped,
    delay: () => tile.pathDelays(now)?.p90Ms ?? null,
    /** Error of each of this many frames' capture times, ms. */
    take: (count: number) =>
      Array.from({ length: count }, () => {
        frame += 1;
        now = start + frame * frameMs + 100;
        tile.poll();
        return tile.frameArrived(rtpOf(frame), now) - (start + frame * frameMs);
      }),
  };
}

const taken = (frame: number) => start + epoch + frame * frameMs;
const largest = (errors: readonly number[]) => Math.max(...errors.map(Math.abs));

describe('the capture time of a tile’s frames', () => {
  it('is their abs-capture-time', () => {
    const tile = play(taken);
    expect(largest(tile.take(60))).toBeLessThan(0.01);
    expect(tile.source()).toBe('absCaptureTime');
    expect(tile.delay()).toBeCloseTo(100, 3);
  });

  it.each([
    ['that is no number', () => Number.NaN],
    ['from 1900', () => 0],
    ['from the far future', (frame: number) => taken(frame) + 1e12],
    ['of a clock an hour late', (frame: number) => taken(frame) - 3_600_000],
    ['of a clock that runs backwards', (frame: number) => start + epoch - 60_000 - frame * frameMs],
    ['missing', () => undefined],
  ])('is estimated from their arrival, and says so, if abs-capture-time is one %s', (_, captureTimeOf) => {
    const tile = play(captureTimeOf);
    const errors = tile.take(90);
    expect(largest(errors)).toBeLessThan(50);
    expect(tile.source()).toBe('arrival');
    // It does not count in the grid delay.
    expect(tile.delay()).toBeNull();
  });

  it('is that of the sender reports if abs-capture-time is absurd', () => {
    const tile = play(() => 0, { rtpMapping: { rtp: rtpOf(0), phoneMs: start } });
    expect(largest(tile.take(30))).toBeLessThan(0.01);
    expect(tile.source()).toBe('reports');
  });

  it('is not moved by a single wrong value, and follows a clock that was set', () => {
    const tile = play((frame) => taken(frame) + (frame === 30 ? 700 : 0) - (frame >= 60 ? 200 : 0));
    expect(largest(tile.take(59))).toBeLessThan(0.01);
    const after = tile.take(30);
    expect(after[0]).toBeCloseTo(0, 1);
    expect(after.at(-1)).toBeCloseTo(-200, 1);
  });

  it('follows the server’s notice that RTP times moved at once, despite values from before it', () => {
    // From frame 30 on RTP runs 66 ms ahead; abs-capture-time, extrapolated by RTP, shows it from frame 55.
    const tile = play((frame) => taken(frame) + (frame >= 30 && frame < 55 ? 66 : 0));
    const rtpMapped = () => tile.rtpMapped({ rtp: rtpOf(30), phoneMs: start + 30 * frameMs });
    expect(largest(tile.take(29))).toBeLessThan(0.01);
    rtpMapped();
    expect(largest(tile.take(60))).toBeLessThan(0.01);
  });

  it('is that of the server’s mapping without abs-capture-time', () => {
    const tile = play(() => undefined, { rtpMapping: { rtp: rtpOf(2), phoneMs: start } });
    tile.rtpMapped({ rtp: rtpOf(0), phoneMs: start });
    expect(largest(tile.take(10))).toBeLessThan(0.01);
    expect(tile.source()).toBe('reports');
  });
});
