/** The load of a media worker, or its limit: bit/s and packets/s in and out, and the share of one core. */
export type Load = { bps: number; packets: number; cpu: number };

export const noLoad: Load = { bps: 0, packets: 0, cpu: 0 };

/**
 * A full worker. mediasoup forwarded 420 Mbit/s on a busy core in eduMEET's published load test, and Jitsi's bridge
 * calls itself overloaded at 50,000 packets/s and 0.9 of its processor; a little below each, pictures are still good.
 */
export const fullWorker: Load = { bps: 350e6, packets: 45_000, cpu: 0.9 };

/** An event stays on the workers that it uses until they are this full: every further one costs pipes. */
export const spreadAt = 0.7;

export function sumOf(loads: readonly Load[]): Load {
  return loads.reduce(
    (sum, { bps, packets, cpu }) => ({ bps: sum.bps + bps, packets: sum.packets + packets, cpu: sum.cpu + cpu }),
    noLoad,
  );
}

/** How full a worker is; 1 is full. The scarcest resource decides. */
export function shareOf(load: Load, full: Load): number {
  return Math.max(load.bps / full.bps, load.packets / full.packets, load.cpu / full.cpu);
}

/** A worker that a new transport may be opened on. `isUsed`: by the same event already. */
export type Candidate<T> = { on: T; share: number; isUsed: boolean };

/** The worker for a new transport: one that the event uses, in their order, or else the emptiest; null if all are full. */
export function chooseWorker<T>(candidates: readonly Candidate<T>[]): T | null {
  const byShare = [...candidates].sort((a, b) => a.share - b.share);
  const chosen =
    candidates.find(({ share, isUsed }) => isUsed && share < spreadAt) ??
    byShare.find(({ share, isUsed }) => !isUsed && share < spreadAt) ??
    byShare.find(({ share }) => share < 1);
  return chosen?.on ?? null;
}
