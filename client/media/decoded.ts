/** Video frames that arrived and were decoded, and packets that arrived and were lost. */
export type Decoded = { received: number; decoded: number; packets: number; lost: number };

const none: Decoded = { received: 0, decoded: 0, packets: 0, lost: 0 };
const names = ['received', 'decoded', 'packets', 'lost'] as const;

/** Reads, at each call, what has come since the last call, over all tracks. */
export function watchDecoding(readStats: () => Promise<RTCStatsReport>): () => Promise<Decoded> {
  let last = new Map<string, Decoded>();
  return async () => {
    const now = new Map<string, Decoded>();
    for (const entry of (await readStats()).values()) {
      if (entry.type !== 'inbound-rtp' || entry.kind !== 'video') continue;
      now.set(entry.id, {
        received: entry.framesReceived ?? 0,
        decoded: entry.framesDecoded ?? 0,
        packets: entry.packetsReceived ?? 0,
        lost: entry.packetsLost ?? 0,
      });
    }
    const before = last;
    last = now;
    return [...now].reduce((sum, [id, each]) => {
      const from = before.get(id) ?? each;
      return Object.fromEntries(names.map((name) => [name, sum[name] + each[name] - from[name]])) as Decoded;
    }, none);
  };
}
