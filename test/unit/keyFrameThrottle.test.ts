import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createKeyFrameThrottle } from '../../server/media/keyFrameThrottle.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** When a key frame arrives, and when the process is busy and for how long; ms. */
type Happening = { arrivesAt?: number; busy?: { from: number; ms: number } };

/** When requests at these times pass, ms from the first, rounded down to 10 ms: one step of the event loop counts as one. */
async function passedAt(requestedAt: readonly number[], { arrivesAt, busy }: Happening = {}) {
  const startedAt = Date.now();
  const now = () => {
    const at = Date.now() - startedAt;
    return busy && at >= busy.from ? at + busy.ms : at;
  };
  const throttle = createKeyFrameThrottle(now);
  if (arrivesAt !== undefined) setTimeout(throttle.keyFrameArrived, arrivesAt);
  const at: number[] = [];
  for (const request of requestedAt) {
    await vi.advanceTimersByTimeAsync(Math.max(0, request - (Date.now() - startedAt)));
    void throttle.wait().then(() => at.push(Math.floor(now() / 10) * 10));
  }
  await vi.advanceTimersByTimeAsync(2_000);
  return at;
}

test('the first request, and those right after it, pass at once', async () => {
  expect(await passedAt([0, 30, 90])).toEqual([0, 30, 90]);
});

test('later requests wait for the next period, a second after the last', async () => {
  expect(await passedAt([0, 300, 700])).toEqual([0, 1_000, 1_000]);
});

test('after a second without requests, the next one passes at once', async () => {
  expect(await passedAt([0, 1_500])).toEqual([0, 1_500]);
});

test('periods keep the rhythm of the first request, however many follow for however long', async () => {
  const passed = await passedAt(Array.from({ length: 100 }, (_, index) => 7 + index * 49));
  const periods = passed.filter((at, index) => at - (passed[index - 1] ?? Number.NEGATIVE_INFINITY) > 100);
  expect(periods).toEqual([0, 1_000, 2_000, 3_000, 4_000, 5_000]);
});

test('a key frame that the worker requested by itself, a second after a period, starts a period', async () => {
  expect(await passedAt([0, 1_200], { arrivesAt: 1_050 })).toEqual([0, 2_000]);
  // Any other key frame is the phone’s own, and starts none.
  expect(await passedAt([0, 1_200], { arrivesAt: 700 })).toEqual([0, 1_200]);
});

test('a key frame that arrived while the process was busy counts before a period starts', async () => {
  expect(await passedAt([0, 300], { arrivesAt: 1_000 })).toEqual([0, 2_000]);
});

test('a period that starts late shifts the following ones', async () => {
  expect(await passedAt([0, 300, 1_150], { busy: { from: 1_000, ms: 400 } })).toEqual([0, 1_400, 2_400]);
});
