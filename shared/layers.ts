/** Widths of the simulcast layers that phones send, from small to large, in px (16:9 of 180, 360 and 720 lines). */
const layerWidthsPx = [320, 640, 1_280];
/** A tile a little larger than a layer does not pay for the next one (LiveKit: 0.9 of the wished size is enough). */
const tolerance = 0.9;

/** The lowest layer, of `count` that are sent, that fills a tile of this width. */
export function layerFor(widthPx: number, count: number): number {
  const fitting = layerWidthsPx.findIndex((width) => width >= widthPx * tolerance);
  return Math.max(0, Math.min(count - 1, fitting < 0 ? count - 1 : fitting));
}
