import type { FirstTiles, WantedTile } from '../../../shared/conversations/viewer.ts';
import type { Perspective } from '../../../shared/domain.ts';

/** All that a grid wants: which tiles, how large, and whose sound. */
export type Wish = { tiles: readonly WantedTile[]; heard: string | null };

export const isSame = (one: Wish | null, other: Wish | null) => JSON.stringify(one) === JSON.stringify(other);

const withoutSizes = ({ tiles, heard }: Wish) =>
  JSON.stringify([heard, tiles.map(({ perspective, visible }) => [perspective, visible])]);

/** Whether they differ in sizes at most. */
export const hasSameTiles = (one: Wish | null, other: Wish) =>
  one !== null && withoutSizes(one) === withoutSizes(other);

/** The wish that a request for first tiles amounts to. */
export function wishOf({ most, widthPx }: FirstTiles, perspectives: readonly Perspective[]): Wish {
  const tiles = perspectives.slice(0, most).map(({ id }) => ({ perspective: id, widthPx, visible: true }));
  return { tiles, heard: null };
}

/** Whether the wish asks for this one's video now. */
export const isInSight = (wish: Wish | null, id: string): boolean =>
  wish?.tiles.some(({ perspective, visible }) => perspective === id && visible) ?? false;
