import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createKeyFrameThrottle } from '../../server/media/keyFrameThrottle.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Busy: from a time on, so long nothing runs, ms. */
type Happening = { cameAt?: number; busy?: { from: number; ms: number } };

/** When those who ask at these times are let through, ms from the first, to 10 ms: a step of the event loop counts as one. */
async function letThrough(askedAt: readonly number[], { cameAt, busy }: Happening = {}) {
  const startedAt = Date.now();
  const now = () => {
    const at = Date.now() - startedAt;
    return busy && at >= busy.from ? at + busy.ms : at;
  };
  const turns = createKeyFrameThrottle(now);
  if (cameAt !== undefined) setTimeout(turns.came, cameAt);
  const at: number[] = [];
  for (const ask of askedAt) {
    await vi.advanceTimersByTimeAsync(Math.max(0, ask - (Date.now() - startedAt)));
    void turns.take().then(() => at.push(Math.floor(now() / 10) * 10));
  }
  await vi.advanceTimersByTimeAsync(2_000);
  return at;
}

test('the first one, and who asks with it, is let through at once', async () => {
  expect(await letThrough([0, 30, 90])).toEqual([0, 30, 90]);
});

test('who asks later waits for the next turn, a second after the last', async () => {
  expect(await letThrough([0, 300, 700])).toEqual([0, 1_000, 1_000]);
});

test('after a second without, the next one is the first again', async () => {
  expect(await letThrough([0, 1_500])).toEqual([0, 1_500]);
});

test('turns keep the first one’s rhythm, however many ask for however long', async () => {
  const through = await letThrough(Array.from({ length: 100 }, (_, index) => 7 + index * 49));
  const opened = through.filter((at, index) => at - (through[index - 1] ?? Number.NEGATIVE_INFINITY) > 100);
  expect(opened).toEqual([0, 1_000, 2_000, 3_000, 4_000, 5_000]);
});

test('what the worker asks for by itself, a second after a turn, is a turn', async () => {
  expect(await letThrough([0, 1_200], { cameAt: 1_050 })).toEqual([0, 2_000]);
  // Any other key frame is the phone’s own, and none.
  expect(await letThrough([0, 1_200], { cameAt: 700 })).toEqual([0, 1_200]);
});

test('what came while the process was busy is known before a turn opens', async () => {
  expect(await letThrough([0, 300], { cameAt: 1_000 })).toEqual([0, 2_000]);
});

test('a turn that opens late has its own second', async () => {
  expect(await letThrough([0, 300, 1_150], { busy: { from: 1_000, ms: 400 } })).toEqual([0, 1_400, 2_400]);
});
