import { expect, it } from 'vitest';
import { createLayerRestarts } from '../../client/media/layerRestarts.ts';

/** Seconds at which a restart is due, of 300 with a check each; frames per second of both layers. */
function dueAt({ largest = 0, smallest = 20, restarts = createLayerRestarts(), rid = 'r2' }) {
  return Array.from({ length: 300 }, (_, second) => second).filter((second) =>
    restarts.isDue(rid, { largest: largest * second, smallest: smallest * second }, second * 1_000),
  );
}

it('layers begin anew while the largest sends no frame, ever later, and not for ever', () => {
  expect(dueAt({})).toEqual([3, 10, 23, 48, 97]);
});

it('none is due while the largest flows, or if the camera stands still', () => {
  expect(dueAt({ largest: 30 })).toEqual([]);
  expect(dueAt({ smallest: 0 })).toEqual([]);
});

it('another largest layer gets all attempts', () => {
  const restarts = createLayerRestarts();
  const first = dueAt({ restarts });
  expect(dueAt({ restarts, rid: 'r1' })).toEqual(first);
});
