import { expect, it } from 'vitest';
import { moveTile, orderTiles, wholeOrder } from '../../client/grid/tiles.ts';
import type { Perspective } from '../../shared/domain.ts';

const perspectives = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id, curation: { featured: false } }) as Perspective);
const idsIn = (order: readonly string[]) => orderTiles(perspectives, order).map(({ id }) => id);

it('a tile moved on the second page stays there, with all others where they were', () => {
  const order = moveTile(wholeOrder(orderTiles(perspectives, []), []), 'e', 'd');
  expect(idsIn(order)).toEqual(['a', 'b', 'c', 'e', 'd', 'f']);
});

it('absent perspectives keep their positions in the order', () => {
  const before = ['b', 'away', 'a'];
  const order = moveTile(wholeOrder(orderTiles(perspectives, before), before), 'c', 'a');
  expect(order).toEqual(['b', 'away', 'c', 'a', 'd', 'e', 'f']);
});
