import { caps } from '../../shared/limits.ts';
import { type Load, noLoad, shareOf, sumOf } from '../../shared/load.ts';
import type { Now } from '../events/ports/clocks.ts';
import type { Rate } from './meter.ts';
import type { MediaWorker } from './workers.ts';

/**
 * What has just connected counts as a grid of small tiles, or as a phone with all its layers, until it is measured: else
 * a burst of joins would all go to the worker that was emptiest a moment ago. What is asked for and never connected
 * counts nothing, and one network's no more than a part of a worker: nobody fills one by asking.
 */
const presumed = {
  downlink: { bps: 2e6, packets: 250, cpu: 0 },
  uplink: { bps: 2.4e6, packets: 300, cpu: 0 },
} satisfies Record<string, Load>;
const presumedForMs = 5_000;
/** One look at the processor's time weighs so much against those before it: one second of joins is not a full worker. */
const newestWeight = 0.4;

type Known = {
  throughput: Load;
  placed: { at: number; load: Load; network: string }[];
  cpuMs: number;
  lookedAt: number;
};

const networkShare = caps.presumedLoad.network / 100;

/** How full each worker is: what it carries by measure, and what was just placed on it. */
export function createLoads(full: Load, now: Now) {
  const known = new WeakMap<MediaWorker, Known>();
  const of = (on: MediaWorker): Known => {
    const found = known.get(on) ?? { throughput: noLoad, placed: [], cpuMs: 0, lookedAt: 0 };
    known.set(on, found);
    return found;
  };

  const cpuOf = async (on: MediaWorker): Promise<number> => {
    const mine = of(on);
    const { ru_utime, ru_stime } = await on.worker.getResourceUsage();
    const { cpuMs, lookedAt } = mine;
    mine.cpuMs = ru_utime + ru_stime;
    mine.lookedAt = now();
    if (lookedAt === 0) return 0;
    const share = (mine.cpuMs - cpuMs) / Math.max(1, mine.lookedAt - lookedAt);
    return newestWeight * share + (1 - newestWeight) * mine.throughput.cpu;
  };

  return {
    throughput: (on: MediaWorker): Load => of(on).throughput,

    share(on: MediaWorker): number {
      const mine = of(on);
      mine.placed = mine.placed.filter(({ at }) => now() - at < presumedForMs);
      const byNetwork = Map.groupBy(mine.placed, ({ network }) => network).values();
      const presumedShares = [...byNetwork].map((placed) =>
        Math.min(networkShare, shareOf(sumOf(placed.map(({ load }) => load)), full)),
      );
      return presumedShares.reduce((sum, share) => sum + share, shareOf(mine.throughput, full));
    },

    /** Something connected; returns its undo, for what has left before it was measured. */
    connected(on: MediaWorker, what: keyof typeof presumed, network: string): () => void {
      const mine = of(on);
      const placed = { at: now(), load: presumed[what], network };
      mine.placed.push(placed);
      return () => {
        mine.placed = mine.placed.filter((each) => each !== placed);
      };
    },

    /** Takes in what the worker carries now; fails where it has just died. */
    async measure(on: MediaWorker, { bps, packets }: Rate): Promise<void> {
      of(on).throughput = { bps, packets, cpu: await cpuOf(on) };
    },
  };
}

export type Loads = ReturnType<typeof createLoads>;
