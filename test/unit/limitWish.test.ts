import { expect, it } from 'vitest';
import { limitWish } from '../../client/viewing/session/limitWish.ts';
import type { Wish } from '../../client/viewing/session/wish.ts';

const tile = (perspective: string, isFocused = false) => ({ perspective, widthPx: 640, visible: true, isFocused });
const wish: Wish = { tiles: [tile('a', true), tile('b'), tile('c')], heard: 'b' };
const limits = { most: 9, tiles: 4, hasFewerFrames: false, isSmaller: false };

it('a busy device asks for fewer frames and smaller pictures, of the large and the heard one last', () => {
  expect(limitWish(wish, limits)).toEqual(wish);
  const [a, b, c] = limitWish(wish, { ...limits, hasFewerFrames: true }).tiles;
  expect([a, b]).toEqual(wish.tiles.slice(0, 2));
  expect(c).toEqual({ ...tile('c'), maxFramerate: 15 });
  expect(limitWish(wish, { ...limits, hasFewerFrames: true, isSmaller: true }).tiles[2]).toMatchObject({
    widthPx: 320,
  });
});

it('of a single tile as well', () => {
  const alone = { ...wish, tiles: [tile('a', true), { ...tile('b'), visible: false }] };
  expect(limitWish(alone, { ...limits, hasFewerFrames: true }).tiles[0]).toMatchObject({ maxFramerate: 15 });
});
