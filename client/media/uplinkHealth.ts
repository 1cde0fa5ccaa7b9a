import type { types } from 'mediasoup-client';

/** Packets since the last reading, of all layers. `isStarved`: the encoder is limited by bandwidth. */
export type UplinkHealth = { sent: number; lost: number; isStarved: boolean };

/** Several readings as one. */
export const sumOf = (all: readonly UplinkHealth[]): UplinkHealth => ({
  sent: all.reduce((sum, { sent }) => sum + sent, 0),
  lost: all.reduce((sum, { lost }) => sum + lost, 0),
  isStarved: all.some(({ isStarved }) => isStarved),
});

/** Reads the statistics of producers; each reading covers the time since the one before. */
export function createHealthReader(): (producers: Iterable<types.Producer>) => Promise<UplinkHealth> {
  const counts = new Map<string, number>();
  const grownBy = (name: string, count = 0) => {
    const by = count - (counts.get(name) ?? 0);
    counts.set(name, count);
    return Math.max(0, by);
  };

  const read = async (producer: types.Producer): Promise<UplinkHealth> => {
    const encodings = producer.rtpSender?.getParameters().encodings ?? [];
    const active = new Set(encodings.flatMap((each) => (each.active && each.rid ? [each.rid] : [])));
    const health: UplinkHealth = { sent: 0, lost: 0, isStarved: false };
    /** Of each active layer, where the browser does not say what limits it. */
    const frames: number[] = [];
    for (const entry of (await producer.getStats()).values()) {
      if (entry.type === 'remote-inbound-rtp') health.lost += grownBy(entry.id, entry.packetsLost);
      if (entry.type !== 'outbound-rtp') continue;
      health.sent += grownBy(entry.id, entry.packetsSent);
      health.isStarved ||= entry.qualityLimitationReason === 'bandwidth';
      const isUnexplained = entry.qualityLimitationReason === undefined && active.has(entry.rid);
      if (isUnexplained) frames.push(grownBy(`${entry.id} frames`, entry.framesSent));
    }
    // Firefox does not say why a picture is limited, but sends no frames of a layer for which there is no bandwidth.
    health.isStarved ||= frames.includes(0) && frames.some((count) => count > 0);
    return health;
  };

  return async (producers) => {
    const all = await Promise.all([...producers].map(read));
    return sumOf(all);
  };
}
