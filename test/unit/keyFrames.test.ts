import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createKeyFrameTurns } from '../../server/media/keyFrames.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** When those who ask at these times are let through, ms from the first. */
async function letThrough(askedAt: readonly number[]) {
  const turns = createKeyFrameTurns(() => Date.now() - startedAt);
  const at: number[] = [];
  for (const ask of askedAt) {
    await vi.advanceTimersByTimeAsync(Math.max(0, ask - (Date.now() - startedAt)));
    void turns.take().then(() => at.push(Date.now() - startedAt));
  }
  await vi.advanceTimersByTimeAsync(2_000);
  return at;
}
let startedAt = 0;
beforeEach(() => {
  startedAt = Date.now();
});

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
  expect(opened).toEqual([7, 1_007, 2_007, 3_007, 4_007, 5_007]);
});
