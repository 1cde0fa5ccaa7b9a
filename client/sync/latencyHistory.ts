/** A minute of history, as often as marks are told. */
const length = 120;

/** Latencies of each tile over the last minute, ms. */
export type LatencyHistory = {
  /** Oldest first, ending now; null where nothing was shown. */
  of(perspective: string): readonly (number | null)[];
  /** What all tiles show now: one that is away leaves a gap, and is forgotten once a minute holds nothing of it. */
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
