import type { FirstTiles, WantedTile } from '../../../shared/conversations/viewer.ts';
import type { Perspective } from '../../../shared/domain.ts';

/** The whole wish of a grid: which tiles, how large, and whose sound. */
export type Wish = { tiles: readonly WantedTile[]; heard: string | null };

export const isSame = (one: Wish | null, other: Wish | null) => JSON.stringify(one) === JSON.stringify(other);

const membersOf = ({ tiles, heard }: Wish) =>
  JSON.stringify([heard, tiles.map(({ perspective, visible }) => [perspective, visible])]);

/** But for their sizes. */
export const hasSameTiles = (one: Wish | null, other: Wish) => one !== null && membersOf(one) === membersOf(other);

/** What asking for the first tiles asks for. */
export function wishOf({ most, widthPx }: FirstTiles, perspectives: readonly Perspective[]): Wish {
  const tiles = perspectives.slice(0, most).map(({ id }) => ({ perspective: id, widthPx, visible: true }));
  return { tiles, heard: null };
}

/** Whether its picture is wanted now. */
export const isInSight = (wish: Wish | null, id: string): boolean =>
  wish?.tiles.some(({ perspective, visible }) => perspective === id && visible) ?? false;
