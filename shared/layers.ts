/** The simulcast layers that phones send, from small to large; after LiveKit's presets (180p, 360p, 720p). */
const layers = [
  { widthPx: 320, maxBitrate: 160_000, maxFramerate: 20 },
  { widthPx: 640, maxBitrate: 450_000, maxFramerate: 30 },
  { widthPx: 1_280, maxBitrate: 1_700_000, maxFramerate: 30 },
] as const;

/** The most that a phone is asked to send, bit/s: all layers, a good Opus stream, and some retransmission. */
export const agreedBps = layers.reduce((sum, { maxBitrate }) => sum + maxBitrate, 0) + 150_000;

/** A tile may be a little larger than the layer that it shows (LiveKit: 0.9 of the wished size is enough). */
const tolerance = 0.9;

/** The lowest layer, of `count` that are sent, that fills a tile of this width. */
export function layerFor(widthPx: number, count: number): number {
  const fitting = layers.findIndex((layer) => layer.widthPx >= widthPx * tolerance);
  return Math.max(0, Math.min(count - 1, fitting < 0 ? count - 1 : fitting));
}

/** Share of all frames up to each temporal layer, as browsers send them (L1T3). */
const temporalShares = [1 / 4, 1 / 2, 1];

/** The highest temporal layer of a layer with at most this many frames a second; the lowest has to do if none fits. */
export function temporalLayerFor(maxFramerate: number, layer: number): number {
  const { maxFramerate: sent } = layers[layer] ?? layers[0];
  return Math.max(
    0,
    temporalShares.findLastIndex((share) => sent * share <= maxFramerate),
  );
}

/** Rates in bit/s and frames per second. */
export type LayerEncoding = {
  active: boolean;
  scaleResolutionDownBy: number;
  maxBitrate: number;
  maxFramerate: number;
};

/**
 * The encodings of a picture whose longer side has this many px, from small to large: browsers give up the last ones
 * first. Their number is negotiated once, while pictures change size: those too large for this picture are inactive.
 * The largest active one has the size of the picture, each smaller one half of the next.
 */
export function encodingsFor(longerSidePx: number, most: number = layers.length): LayerEncoding[] {
  const fitting = Math.max(1, layers.filter(({ widthPx }) => widthPx <= longerSidePx * 1.25).length);
  // If fewer are wanted, the largest that fit.
  const first = Math.max(0, fitting - Math.max(1, most));
  const sent = layers.slice(first, fitting);
  return Array.from({ length: Math.max(1, Math.min(most, layers.length)) }, (_, index) => {
    const { maxBitrate, maxFramerate } = layers[Math.min(first + index, fitting - 1)] ?? layers[0];
    const active = index < sent.length;
    return { active, scaleResolutionDownBy: active ? 2 ** (sent.length - 1 - index) : 1, maxBitrate, maxFramerate };
  });
}

/**
 * A layer is stopped this long after it was last wanted: viewers page back and forth (LiveKit's dynacast waits as
 * long).
 */
const stopLayerAfterMs = 5_000;

/**
 * The highest layer that viewers want of one perspective now, null for none; and until when each layer was the highest,
 * ms.
 */
export type LayerDemand = { layer: number | null; until: readonly number[] };
export const noDemand: LayerDemand = { layer: null, until: [] };

/** The demand once viewers want this layer at most. */
export function demandOf(before: LayerDemand, layer: number | null, nowMs: number): LayerDemand {
  const { layer: left, until } = before;
  if (layer === left) return before;
  if (left === null) return { layer, until };
  const length = Math.max(until.length, left + 1);
  return {
    layer,
    until: Array.from({ length }, (_, each) => (each === left ? nowMs : (until[each] ?? Number.NEGATIVE_INFINITY))),
  };
}

/** The highest layer worth sending: wanted now, or within the last 5 s. Null: nobody watches. */
export function wantedLayer({ layer, until }: LayerDemand, nowMs: number): number | null {
  const recent = until.findLastIndex((lastMs) => nowMs - lastMs < stopLayerAfterMs);
  return recent < 0 ? layer : Math.max(recent, layer ?? recent);
}

/**
 * A tile that is scrolled out of sight flows on for this long: viewers often scroll back, and a new start costs a key
 * frame.
 */
const hideAfterMs = 2_000;

/** Since when tiles have been out of sight (ms), by perspective; those in sight are not in it. */
export type OutOfSight = ReadonlyMap<string, number>;

/**
 * Which tiles should flow: those in sight, and those that left it a moment ago. `againInMs`: when that changes by
 * itself.
 */
export function whatFlows(before: OutOfSight, inSight: ReadonlyMap<string, boolean>, nowMs: number) {
  const outOfSight = new Map<string, number>();
  for (const [perspective, isInSight] of inSight) {
    if (!isInSight) outOfSight.set(perspective, before.get(perspective) ?? nowMs);
  }
  const leftMs = (perspective: string) => hideAfterMs - (nowMs - (outOfSight.get(perspective) ?? nowMs));
  const waiting = [...outOfSight.keys()].map(leftMs).filter((ms) => ms > 0);
  return {
    outOfSight,
    flows: (perspective: string) => leftMs(perspective) > 0,
    againInMs: waiting.length > 0 ? Math.min(...waiting) : null,
  };
}
