import { expect, test } from 'vitest';
import {
  demandOf,
  encodingsFor,
  type LayerDemand,
  layerFor,
  noDemand,
  temporalLayerFor,
  wantedLayer,
  whatFlows,
} from '../../shared/layers.ts';

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
  [60, 0, 2],
  [20, 0, 2],
  [10, 0, 1],
  [10, 2, 0],
  [15, 2, 1],
  [15, 0, 1],
  [1, 1, 0],
])('%i frames a second at most of layer %i are its temporal layer %i', (maxFramerate, layer, temporalLayer) => {
  expect(temporalLayerFor(maxFramerate, layer)).toBe(temporalLayer);
});

test.each([
  [1_920, undefined, [4, 2, 1], 1_700_000],
  [1_280, undefined, [4, 2, 1], 1_700_000],
  [720, undefined, [2, 1], 450_000],
  [640, undefined, [2, 1], 450_000],
  [320, undefined, [1], 160_000],
  [160, undefined, [1], 160_000],
  [0, undefined, [1], 160_000],
  [1_280, 1, [1], 1_700_000],
  [1_280, 2, [2, 1], 1_700_000],
  [640, 2, [2, 1], 450_000],
  [320, 2, [1], 160_000],
])('a picture of %i px is sent in at most %s layers, each half of the next', (px, most, scales, largest) => {
  const encodings = encodingsFor(px, most);
  const sent = encodings.filter(({ active }) => active);
  expect(sent.map(({ scaleResolutionDownBy }) => scaleResolutionDownBy)).toEqual(scales);
  expect(sent.at(-1)?.maxBitrate).toBe(largest);
  // Browsers negotiate their number once, and give up the last ones first.
  expect(encodings).toHaveLength(most ?? 3);
  expect(encodings.slice(0, sent.length)).toEqual(sent);
  const rates = encodings.map(({ maxBitrate }) => maxBitrate);
  expect(rates).toEqual([...rates].sort((a, b) => a - b));
});

/** What viewers want, by second, and what a phone is asked for at other seconds. */
function asked(wishes: [second: number, layer: number | null][], at: number): number | null {
  const demand = wishes
    .filter(([second]) => second <= at)
    .reduce<LayerDemand>((before, [second, layer]) => demandOf(before, layer, second * 1_000), noDemand);
  return wantedLayer(demand, at * 1_000);
}

test.each([
  ['nobody has watched yet', [], 0, null],
  ['up at once', [[1, 2]], 1, 2],
  [
    'down not before 5 s',
    [
      [1, 2],
      [10, 0],
    ],
    14.9,
    2,
  ],
  [
    'down after 5 s',
    [
      [1, 2],
      [10, 0],
    ],
    15,
    0,
  ],
  [
    'a layer between is kept as long',
    [
      [1, 2],
      [10, 1],
      [12, 0],
    ],
    16,
    1,
  ],
  [
    'and goes in its turn',
    [
      [1, 2],
      [10, 1],
      [12, 0],
    ],
    17,
    0,
  ],
  [
    'the last viewer leaves',
    [
      [1, 1],
      [10, null],
    ],
    14,
    1,
  ],
  [
    'and is gone',
    [
      [1, 1],
      [10, null],
    ],
    15,
    null,
  ],
  [
    'one who pages back in time is not noticed',
    [
      [1, 2],
      [10, null],
      [13, 2],
    ],
    30,
    2,
  ],
  [
    'up again at once while going down',
    [
      [1, 1],
      [10, 0],
      [12, 2],
    ],
    12,
    2,
  ],
] as const)('what a phone is asked to send: %s', (_, wishes, at, layer) => {
  expect(asked([...wishes.map(([second, wish]): [number, number | null] => [second, wish])], at)).toBe(layer);
});

test('a tile is shown at once, and hidden after a moment', () => {
  const hidden = whatFlows(
    new Map(),
    new Map([
      ['a', true],
      ['b', false],
    ]),
    1_000,
  );
  expect([hidden.flows('a'), hidden.flows('b'), hidden.againInMs]).toEqual([true, true, 2_000]);
  const still = whatFlows(
    hidden.outOfSight,
    new Map([
      ['a', false],
      ['b', false],
    ]),
    2_500,
  );
  expect([still.flows('a'), still.flows('b'), still.againInMs]).toEqual([true, true, 500]);
  const later = whatFlows(
    still.outOfSight,
    new Map([
      ['a', false],
      ['b', false],
    ]),
    3_000,
  );
  expect([later.flows('a'), later.flows('b'), later.againInMs]).toEqual([true, false, 1_500]);
  const back = whatFlows(
    later.outOfSight,
    new Map([
      ['a', false],
      ['b', true],
    ]),
    3_100,
  );
  expect([back.flows('a'), back.flows('b'), back.againInMs]).toEqual([true, true, 1_400]);
  // A tile that nobody asks for any more is forgotten.
  expect(whatFlows(back.outOfSight, new Map(), 4_000).outOfSight.size).toBe(0);
});
