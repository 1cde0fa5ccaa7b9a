import type { Perspective } from '../../shared/domain.ts';
import { cropTolerance, type Rectangle } from '../../shared/gridLayout.ts';

/** Pictures of phones held upright or lying, before their first frame tells. */
export const usualAspect = 16 / 9;

/** A tile's order on screen: as the viewer put them, then those a moderator features, then by arrival. */
export function orderTiles(perspectives: readonly Perspective[], order: readonly string[]): Perspective[] {
  const rankOf = ({ id, curation }: Perspective) => {
    const chosen = order.indexOf(id);
    return chosen >= 0 ? chosen : order.length + (curation.featured ? 0 : 1);
  };
  return perspectives
    .map((perspective, arrival) => ({ perspective, arrival, rank: rankOf(perspective) }))
    .sort((a, b) => a.rank - b.rank || a.arrival - b.arrival)
    .map(({ perspective }) => perspective);
}

/** All in their order on screen, with those of the chosen order who are not there: they may come back. */
export function wholeOrder(ordered: readonly { id: string }[], order: readonly string[]): string[] {
  return [...order, ...ordered.map(({ id }) => id).filter((id) => !order.includes(id))];
}

/** The order after `moved` has taken the place of `target`. */
export function moveTile(ordered: readonly string[], moved: string, target: string): string[] {
  const from = ordered.indexOf(moved);
  const to = ordered.indexOf(target);
  if (from < 0 || to < 0 || from === to) return [...ordered];
  const rest = ordered.filter((id) => id !== moved);
  return [...rest.slice(0, to), moved, ...rest.slice(to)];
}

/** A picture fills its tile where that costs little of it; else it is shown whole. */
export function fitsByCropping(aspect: number, tile: Rectangle): boolean {
  const ratio = tile.widthPx / tile.heightPx / aspect;
  return Math.max(ratio, 1 / ratio) <= cropTolerance + 0.001;
}

/**
 * The longer side of the picture as it is shown, in device pixels: phones send layers by their longer side, so that an
 * upright picture is asked for as sharp as a lying one.
 */
export function shownWidthPx(aspect: number, tile: Rectangle, pixelRatio: number): number {
  const isCropped = fitsByCropping(aspect, tile);
  const across = (isCropped ? Math.max : Math.min)(tile.widthPx, tile.heightPx * aspect);
  // Beyond 2 device pixels per px nobody sees a difference (LiveKit's limit too).
  return Math.min(8_192, Math.round(Math.max(across, across / aspect) * Math.min(pixelRatio, 2)));
}

/** The aspect that most pictures are close to: the median of those known. */
export function commonAspect(aspects: readonly number[]): number {
  const sorted = [...aspects].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? usualAspect;
}
