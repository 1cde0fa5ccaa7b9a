/** From the number of tiles and an area to rectangles. All lengths in CSS px. */

export type Rectangle = { leftPx: number; topPx: number; widthPx: number; heightPx: number };
export type GridMode = 'even' | 'focus';
export type GridWish = {
  count: number;
  widthPx: number;
  heightPx: number;
  gapPx: number;
  /** Width ÷ height of the pictures. */
  aspect: number;
  /** The aspect of the one in focus, which is never cropped. */
  focusAspect?: number;
  mode: GridMode;
};

/** A picture may be cropped by this factor on one side to fill its tile: a tenth of it is lost at most. */
export const cropTolerance = 1 / 0.9;
/**
 * Tiles side by side on a wide area, or one below the other on a high one, may show this much less: eyes move less. Two
 * are compared, so they may show less still.
 */
const alongWorth = (count: number) => (count === 2 ? 0.6 : 0.88);
/** Below this width nobody recognizes what is in a tile. */
const legiblePx = 84;
/** Beside a large picture a small one should have this share of the area's longer side. */
const smallShare = 0.13;
/** Weight of one px² of small tiles against one of the large tile. */
const smallWorth = 0.45;
/** Shares of the area that are tried for the strip of small tiles: from 10 % to 58 %. */
const stripShares = Array.from({ length: 25 }, (_, step) => 0.1 + step * 0.02);

type Packing = { columns: number; rows: number; widthPx: number; heightPx: number };
type Area = Rectangle;

/** The largest rectangle inside a box whose aspect differs from the wished one by a factor of at most `tolerance`. */
function inscribe(boxWidthPx: number, boxHeightPx: number, aspect: number, tolerance: number) {
  const width = Math.max(0, boxWidthPx);
  const height = Math.max(0, boxHeightPx);
  return {
    widthPx: Math.min(width, height * aspect * tolerance),
    heightPx: Math.min(height, (width / aspect) * tolerance),
  };
}

/** Visible px² of a tile's picture, without the cropped part. */
function shownArea(widthPx: number, heightPx: number, aspect: number): number {
  const ratio = heightPx > 0 ? widthPx / heightPx / aspect : 1;
  return widthPx * heightPx * Math.sqrt(Math.min(ratio, 1 / ratio));
}

function pack(count: number, area: Area, gapPx: number, aspect: number): Packing {
  const packings = Array.from({ length: count }, (_, index) => {
    const columns = index + 1;
    const rows = Math.ceil(count / columns);
    const boxWidth = (area.widthPx - gapPx * (columns - 1)) / columns;
    const boxHeight = (area.heightPx - gapPx * (rows - 1)) / rows;
    const size = inscribe(boxWidth, boxHeight, aspect, cropTolerance);
    return { columns, rows, ...size, shown: shownArea(size.widthPx, size.heightPx, aspect) };
  });
  const most = Math.max(0, ...packings.map(({ shown }) => shown));
  const good = packings.filter(({ shown }) => shown >= most * alongWorth(count));
  const along = area.widthPx > area.heightPx ? good.at(-1) : good[0];
  return along ?? { columns: 1, rows: count, widthPx: 0, heightPx: 0 };
}

function positionTiles(
  count: number,
  { columns, rows, widthPx, heightPx }: Packing,
  area: Area,
  gapPx: number,
): Rectangle[] {
  const span = (tiles: number, sizePx: number) => tiles * sizePx + (tiles - 1) * gapPx;
  const top = area.topPx + (area.heightPx - span(rows, heightPx)) / 2;
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = Math.min(columns, count - row * columns);
    const left = area.leftPx + (area.widthPx - span(inRow, widthPx)) / 2;
    return {
      leftPx: left + (index - row * columns) * (widthPx + gapPx),
      topPx: top + row * (heightPx + gapPx),
      widthPx,
      heightPx,
    };
  });
}

/** The large tile, and the strip beside or below it, for one share; centred together. */
function compose(wish: GridWish, isBeside: boolean, share: number) {
  const { count, widthPx, heightPx, gapPx, aspect, focusAspect = aspect } = wish;
  const stripPx = (isBeside ? widthPx : heightPx) * share;
  const strip = isBeside
    ? { leftPx: 0, topPx: 0, widthPx: stripPx, heightPx }
    : { leftPx: 0, topPx: 0, widthPx, heightPx: stripPx };
  const packing = pack(count - 1, strip, gapPx, aspect);
  const used = isBeside
    ? packing.columns * packing.widthPx + (packing.columns - 1) * gapPx
    : packing.rows * packing.heightPx + (packing.rows - 1) * gapPx;
  const large = isBeside
    ? inscribe(widthPx - used - gapPx, heightPx, focusAspect, 1)
    : inscribe(widthPx, heightPx - used - gapPx, focusAspect, 1);
  const start = isBeside
    ? (widthPx - large.widthPx - gapPx - used) / 2
    : (heightPx - large.heightPx - gapPx - used) / 2;
  const focus = isBeside
    ? { leftPx: start, topPx: (heightPx - large.heightPx) / 2, ...large }
    : { leftPx: (widthPx - large.widthPx) / 2, topPx: start, ...large };
  const stripArea = isBeside
    ? { ...strip, leftPx: start + large.widthPx + gapPx, widthPx: used }
    : { ...strip, topPx: start + large.heightPx + gapPx, heightPx: used };
  return { packing, focus, stripArea };
}

function worthOf(
  { count, widthPx, heightPx, aspect }: GridWish,
  { packing, focus }: ReturnType<typeof compose>,
): number {
  const wished = Math.max(legiblePx, Math.max(widthPx, heightPx) * Math.min(smallShare, 0.5 / Math.sqrt(count)));
  const small = shownArea(packing.widthPx, packing.heightPx, aspect);
  const legible = Math.min(1, packing.widthPx / Math.min(wished, legiblePx * aspect)) ** 2;
  const leads = Math.min(1, (focus.widthPx * focus.heightPx) / (small * 2.5));
  return (focus.widthPx * focus.heightPx + smallWorth * small * (count - 1)) * legible * leads;
}

function layoutFocus(wish: GridWish): Rectangle[] {
  const candidates = [true, false].flatMap((isBeside) => stripShares.map((share) => compose(wish, isBeside, share)));
  const worths = candidates.map((candidate) => worthOf(wish, candidate));
  const best = candidates[worths.indexOf(Math.max(...worths))];
  if (!best) return [];
  return [best.focus, ...positionTiles(wish.count - 1, best.packing, best.stripArea, wish.gapPx)];
}

/**
 * One rectangle per tile. `even`: all of one size, in rows, the last row centred. `focus`: the first is large, the
 * others are in a strip beside or below it, whichever shows more.
 */
export function layoutGrid(wish: GridWish): Rectangle[] {
  const { count, widthPx, heightPx, gapPx, aspect, focusAspect = aspect, mode } = wish;
  if (count < 1 || widthPx <= 0 || heightPx <= 0) return [];
  const area = { leftPx: 0, topPx: 0, widthPx, heightPx };
  if (mode === 'focus' && count > 1) return layoutFocus(wish);
  if (count > 1) return positionTiles(count, pack(count, area, gapPx, aspect), area, gapPx);
  return positionTiles(
    1,
    { columns: 1, rows: 1, ...inscribe(widthPx, heightPx, focusAspect, cropTolerance) },
    area,
    gapPx,
  );
}
