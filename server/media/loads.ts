import { caps } from '../../shared/limits.ts';
import { type Load, noLoad, shareOf, sumOf } from '../../shared/load.ts';
import type { Now } from '../events/ports/clocks.ts';
import type { RtpRate } from './meter.ts';
import type { MediaWorker } from './workers.ts';

/**
 * A new transport is presumed to carry a grid of small tiles, or a phone with all its layers, until it is measured:
 * otherwise many joins within seconds would all go to the worker that was emptiest before. A transport that never
 * connects counts nothing, and one network counts for a part of a worker at most, so that nobody can fill one by
 * asking.
 */
const presumed = {
  downlink: { bps: 2e6, packets: 250, cpu: 0 },
  uplink: { bps: 2.4e6, packets: 300, cpu: 0 },
} satisfies Record<string, Load>;
const presumedForMs = 5_000;
/**
 * Weight of the newest sample of processor time against the earlier ones: one busy second of joins does not make a
 * worker full.
 */
const newestWeight = 0.4;

type WorkerState = {
  throughput: Load;
  recent: { at: number; load: Load; network: string }[];
  cpuMs: number;
  sampledAt: number;
};

const networkShare = caps.presumedLoad.network / 100;

/**
 * How full each worker is: its measured throughput plus the presumed load of new transports. `full` is the load at
 * which a worker's share is 1.
 */
export function createLoads(full: Load, now: Now) {
  const states = new WeakMap<MediaWorker, WorkerState>();
  const stateOf = (mediaWorker: MediaWorker): WorkerState => {
    const state = states.get(mediaWorker) ?? { throughput: noLoad, recent: [], cpuMs: 0, sampledAt: 0 };
    states.set(mediaWorker, state);
    return state;
  };

  const cpuOf = async (mediaWorker: MediaWorker): Promise<number> => {
    const state = stateOf(mediaWorker);
    const { ru_utime, ru_stime } = await mediaWorker.worker.getResourceUsage();
    const { cpuMs, sampledAt } = state;
    state.cpuMs = ru_utime + ru_stime;
    state.sampledAt = now();
    if (sampledAt === 0) return 0;
    const share = (state.cpuMs - cpuMs) / Math.max(1, state.sampledAt - sampledAt);
    return newestWeight * share + (1 - newestWeight) * state.throughput.cpu;
  };

  return {
    throughput: (mediaWorker: MediaWorker): Load => stateOf(mediaWorker).throughput,

    share(mediaWorker: MediaWorker): number {
      const state = stateOf(mediaWorker);
      state.recent = state.recent.filter(({ at }) => now() - at < presumedForMs);
      const byNetwork = Map.groupBy(state.recent, ({ network }) => network).values();
      const presumedShares = [...byNetwork].map((recent) =>
        Math.min(networkShare, shareOf(sumOf(recent.map(({ load }) => load)), full)),
      );
      return presumedShares.reduce((sum, share) => sum + share, shareOf(state.throughput, full));
    },

    /**
     * Presumes the load of a transport that has just connected; returns the undo, for one that closes before it is
     * measured.
     */
    presume(mediaWorker: MediaWorker, direction: keyof typeof presumed, network: string): () => void {
      const state = stateOf(mediaWorker);
      const recent = { at: now(), load: presumed[direction], network };
      state.recent.push(recent);
      return () => {
        state.recent = state.recent.filter((each) => each !== recent);
      };
    },

    /** Records a worker's measured throughput and processor time; fails if the worker has just died. */
    async measure(mediaWorker: MediaWorker, { bps, packets }: RtpRate): Promise<void> {
      stateOf(mediaWorker).throughput = { bps, packets, cpu: await cpuOf(mediaWorker) };
    },
  };
}

export type Loads = ReturnType<typeof createLoads>;
