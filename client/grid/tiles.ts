import type { Perspective } from '../../shared/domain.ts';
import { cropTolerance, type Rectangle } from '../../shared/gridLayout.ts';

/** Assumed aspect until the first frame has come. */
export const defaultAspect = 16 / 9;

/** Sorts tiles for the screen: the viewer's own order, then featured ones, then by arrival. */
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

/** The order on screen, including absent perspectives of the chosen order: they may return. */
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

/** Whether a picture may fill its tile: only if little is cropped. Else it is letterboxed. */
export function fitsByCropping(aspect: number, tile: Rectangle, tolerance = cropTolerance): boolean {
  const ratio = tile.widthPx / tile.heightPx / aspect;
  return Math.max(ratio, 1 / ratio) <= tolerance + 0.001;
}

/**
 * Longer side of the shown picture, in device pixels. Phones name layers by their longer side, so an upright picture is
 * requested as sharp as a landscape one.
 */
export function shownWidthPx(aspect: number, tile: Rectangle, pixelRatio: number): number {
  const isCropped = fitsByCropping(aspect, tile);
  const across = (isCropped ? Math.max : Math.min)(tile.widthPx, tile.heightPx * aspect);
  // Beyond 2 device pixels per CSS px nobody sees a difference (LiveKit has the same limit).
  return Math.min(8_192, Math.round(Math.max(across, across / aspect) * Math.min(pixelRatio, 2)));
}

/** The median of the known aspects. */
export function commonAspect(aspects: readonly number[]): number {
  const sorted = [...aspects].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? defaultAspect;
}
