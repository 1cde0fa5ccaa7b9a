/** A minute, at two readings a second (see `gridClock`). */
const length = 120;

/** Latencies of each tile over the last minute, ms. */
export type LatencyHistory = {
  /** Oldest first, ending now; null where nothing was shown. */
  of(perspective: string): readonly (number | null)[];
  /** Adds the latencies of all tiles now. A tile that is missing gets a gap, and is forgotten after a minute of gaps. */
  note(latencies: ReadonlyMap<string, number | null>): void;
};

export function createLatencyHistory(): LatencyHistory {
  const histories = new Map<string, readonly (number | null)[]>();
  return {
    of: (perspective) => histories.get(perspective) ?? [],
    note(latencies) {
      for (const perspective of new Set([...histories.keys(), ...latencies.keys()])) {
        const now = [...(histories.get(perspective) ?? []), latencies.get(perspective) ?? null].slice(-length);
        if (now.every((ms) => ms === null)) histories.delete(perspective);
        else histories.set(perspective, now);
      }
    },
  };
}
