import { EventEmitter } from 'node:events';
import type { types } from 'mediasoup';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { followWarmLayers } from '../../server/media/warmLayers.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function open() {
  const producer = new EventEmitter();
  const warmLayers = followWarmLayers(producer as unknown as types.Producer, Date.now);
  const changes: number[] = [];
  warmLayers.follow(() => changes.push(warmLayers.highest()));
  const score = (...scores: number[]) =>
    producer.emit(
      'score',
      scores.map((score, encodingIdx) => ({ encodingIdx, score })),
    );
  return { warmLayers, changes, score };
}

it('a layer is warm two seconds after it began to flow, until it stops', async () => {
  const { warmLayers, changes, score } = open();
  score(10, 0, 0);
  await vi.advanceTimersByTimeAsync(5_000);
  score(10, 10, 0);
  await vi.advanceTimersByTimeAsync(1_900);
  expect(warmLayers.highest()).toBe(0);
  score(9, 10, 10);
  await vi.advanceTimersByTimeAsync(200);
  expect(warmLayers.highest()).toBe(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(warmLayers.highest()).toBe(2);
  score(9, 10, 0);
  expect(changes).toEqual([1, 2, 1]);
});

it('a layer that stopped for a moment has to warm up again', async () => {
  const { warmLayers, score } = open();
  score(10, 10);
  await vi.advanceTimersByTimeAsync(1_500);
  score(10, 0);
  score(10, 10);
  await vi.advanceTimersByTimeAsync(1_500);
  expect(warmLayers.highest()).toBe(0);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(warmLayers.highest()).toBe(1);
});
