import type { ShownLimits } from '../../../shared/deviceLimits.ts';
import type { Wish } from './wish.ts';

/** The width of the smallest layer, px. */
const smallPx = 320;
/** Half of the frames: phones send 20 of the smallest layer, 30 of the others. */
const fewFrames = 15;

/**
 * The wish without what this device has given up. A tile that is large or heard keeps frames and size as long as there
 * are others to take them from.
 */
export function limitWish({ tiles, heard }: Wish, { hasFewerFrames, isSmaller }: ShownLimits): Wish {
  if (!hasFewerFrames && !isSmaller) return { tiles, heard };
  const flowing = tiles.filter(({ visible }) => visible).length;
  return {
    tiles: tiles.map((tile) => {
      if (flowing > 1 && (tile.isFocused || tile.perspective === heard)) return tile;
      return {
        ...tile,
        ...(hasFewerFrames && { maxFramerate: fewFrames }),
        widthPx: isSmaller ? Math.min(tile.widthPx, smallPx) : tile.widthPx,
      };
    }),
    heard,
  };
}
