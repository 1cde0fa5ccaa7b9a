/** Geometry of the plot of latencies over a minute. Sizes in units of the drawing, latencies in ms. */

/** Two latencies a second, for a minute (see `latencyHistory`). */
const samples = 120;

export type PlotSize = { width: number; height: number };

/** Heights of the plot, and the distances of its lines. */
const scales: readonly (readonly [topMs: number, tickMs: number])[] = [
  [200, 100],
  [400, 200],
  [600, 200],
  [1_000, 500],
  [1_500, 500],
  [2_000, 1_000],
  [2_500, 1_000],
  [3_000, 1_000],
  [4_000, 2_000],
  [6_000, 2_000],
  [10_000, 5_000],
];

/** The smallest height that holds all, with 8 % left above. */
export function scaleOf(histories: readonly (readonly (number | null)[])[], delayMs: number) {
  const largest = Math.max(delayMs, ...histories.flat().map((ms) => ms ?? 0));
  const [topMs, tickMs] = scales.find(([top]) => largest * 1.08 <= top) ?? [10_000, 5_000];
  const ticks = Array.from({ length: Math.floor(topMs / tickMs) + 1 }, (_, index) => index * tickMs);
  return { topMs, ticks };
}

/** Distance from the top of the drawing. */
export const heightOf = (ms: number, topMs: number, { height }: PlotSize) =>
  Math.round((1 - Math.min(1, Math.max(0, ms / topMs))) * height * 10) / 10;

/** The maximum of the last ten seconds: a label above it does not cross the line. */
export const crestOf = (history: readonly (number | null)[]) => Math.max(0, ...history.slice(-20).map((ms) => ms ?? 0));

/** One tile's line as an SVG path, with gaps for null; the newest is at the right. */
export function pathOf(history: readonly (number | null)[], topMs: number, size: PlotSize): string {
  const stepWidth = size.width / (samples - 1);
  let isOpen = false;
  return history
    .slice(-samples)
    .map((ms, index, { length }) => {
      if (ms === null) {
        isOpen = false;
        return '';
      }
      const x = Math.round((size.width - (length - 1 - index) * stepWidth) * 10) / 10;
      const to = `${isOpen ? 'L' : 'M'}${x} ${heightOf(ms, topMs, size)}`;
      // A single value between gaps is a dot: a line of zero length with round caps.
      const isAlone = !isOpen && (history.slice(-samples)[index + 1] ?? null) === null;
      isOpen = true;
      return isAlone ? `${to}h0` : to;
    })
    .join('');
}

/** A tile's colour in plot and list, unlike its neighbours' and unlike those of sync levels. */
export function colourOf(index: number): string {
  // The golden angle: each next hue falls into the widest gap.
  const hue = (24 + Math.round(index * 137.5)) % 360;
  return `hsl(${hue} 75% ${index % 2 === 0 ? 68 : 76}%)`;
}
