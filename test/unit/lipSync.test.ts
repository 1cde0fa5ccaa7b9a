import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepLipSync } from '../../client/sync/lipSync.ts';
import type { PerspectiveClock } from '../../shared/domain.ts';

const clock: PerspectiveClock = {
  offsetMs: 0,
  quality: 'good',
  isDoubted: false,
  cameraDelayMs: 0,
  captureTimeErrorMs: 0,
  rtpMapping: null,
};
const ntpEpochMs = 2_208_988_800_000;

/** A sound whose path takes 150 ms, and whose buffer holds it as long as it is asked to, and 20 ms at least. */
function soundOf(hasCaptureTimes: boolean) {
  const totals = { jitterBufferDelay: 0, jitterBufferEmittedCount: 0 };
  const heldMs = () => Math.max(20, receiver.jitterBufferTarget);
  const capturedAt = () => Date.now() - 150 - heldMs();
  const receiver = {
    jitterBufferTarget: 0,
    getSynchronizationSources: () => [
      {
        rtpTimestamp: (capturedAt() * 48) % 2 ** 32,
        timestamp: Date.now(),
        ...(hasCaptureTimes ? { captureTimestamp: capturedAt() + ntpEpochMs } : {}),
      },
    ],
    getStats: async () => {
      totals.jitterBufferEmittedCount += 1;
      totals.jitterBufferDelay += heldMs() / 1_000;
      return new Map([['a', { type: 'inbound-rtp', ...totals }]]);
    },
  };
  return receiver;
}

describe('the sound that is heard', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(performance, 'timeOrigin', 'get').mockReturnValue(0);
    vi.spyOn(performance, 'now').mockImplementation(() => Date.now());
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  it.each([
    ['its capture times', true, false],
    ['the mapping of its RTP times, in browsers that read none', false, true],
  ])('is delayed to its picture by %s', async (_, hasCaptureTimes, isMapped) => {
    const receiver = soundOf(hasCaptureTimes);
    const instant = { now: Date.now, delayMs: () => 500, timeOf: () => 0 };
    const track = {} as MediaStreamTrack;
    const shown: MediaStreamTrack[] = [];
    const known = () => clock;
    const show = (each: MediaStreamTrack) => void shown.push(each);
    const lips = keepLipSync(track, receiver as unknown as RTCRtpReceiver, known, instant, () => 500, show);
    const phoneMs = Date.now();
    if (isMapped) lips.rtpMapped({ rtp: (phoneMs * 48) % 2 ** 32, phoneMs });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(shown).toEqual([track]);
    expect(receiver.jitterBufferTarget).toBeGreaterThan(335);
    expect(receiver.jitterBufferTarget).toBeLessThan(365);
    lips.close();
  });
});
