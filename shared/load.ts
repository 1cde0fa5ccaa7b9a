/** What a media worker carries, or may carry at most: bit/s and packets/s in and out, and the share of one core. */
export type Load = { bps: number; packets: number; cpu: number };

export const noLoad: Load = { bps: 0, packets: 0, cpu: 0 };

/**
 * What fills a worker. mediasoup forwarded 420 Mbit/s on a busy core in eduMEET's published load test, Jitsi's bridge
 * calls itself overloaded at 50,000 packets/s and 0.9 of its processor: a little below each, pictures are still good.
 */
export const fullWorker: Load = { bps: 350e6, packets: 45_000, cpu: 0.9 };

/** An event stays on the workers that it is on until they are this full: every further one costs it pipes. */
export const spreadAt = 0.7;

export function sumOf(loads: readonly Load[]): Load {
  return loads.reduce(
    (sum, { bps, packets, cpu }) => ({ bps: sum.bps + bps, packets: sum.packets + packets, cpu: sum.cpu + cpu }),
    noLoad,
  );
}

/** How full a worker is; 1 is full. What there is least of decides. */
export function shareOf(load: Load, full: Load): number {
  return Math.max(load.bps / full.bps, load.packets / full.packets, load.cpu / full.cpu);
}

/** A place for something new; `isUsed` where the event is there already. */
export type Place<T> = { on: T; share: number; isUsed: boolean };

/** Where something new of an event goes: its own places first, in their order, then the emptiest; null if all are full. */
export function placeOn<T>(places: readonly Place<T>[]): T | null {
  const byShare = [...places].sort((a, b) => a.share - b.share);
  const chosen =
    places.find(({ share, isUsed }) => isUsed && share < spreadAt) ??
    byShare.find(({ share, isUsed }) => !isUsed && share < spreadAt) ??
    byShare.find(({ share }) => share < 1);
  return chosen?.on ?? null;
}
