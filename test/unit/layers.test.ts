import { expect, test } from 'vitest';
import { encodingsFor, layerFor } from '../../shared/layers.ts';

test.each([
  [100, 3, 0],
  [320, 3, 0],
  [355, 3, 0],
  [357, 3, 1],
  [640, 3, 1],
  [1_280, 3, 2],
  [4_000, 3, 2],
  [4_000, 2, 1],
  [4_000, 1, 0],
  [0, 3, 0],
])('a tile of %i px is filled by layer … of %i: %i', (widthPx, count, layer) => {
  expect(layerFor(widthPx, count)).toBe(layer);
});

test.each([
  [1_920, undefined, [4, 2, 1]],
  [1_280, undefined, [4, 2, 1]],
  [640, undefined, [2, 1]],
  [320, undefined, [1]],
  [160, undefined, [1]],
  [1_280, 1, [1]],
  [1_280, 2, [2, 1]],
])('a picture of %i px is sent in at most %s layers, each half of the next', (px, most, scales) => {
  const encodings = encodingsFor(px, most);
  expect(encodings.map(({ scaleResolutionDownBy }) => scaleResolutionDownBy)).toEqual(scales);
  const rates = encodings.map(({ maxBitrate }) => maxBitrate);
  expect(rates).toEqual([...rates].sort((a, b) => a - b));
});
