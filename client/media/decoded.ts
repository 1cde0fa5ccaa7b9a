import type { DecodedFrames } from '../../shared/tileLimit.ts';

/** Reads, at each call, how many video frames arrived and were decoded since the last call, over all tracks. */
export function watchDecoding(readStats: () => Promise<RTCStatsReport>): () => Promise<DecodedFrames> {
  let last = new Map<string, DecodedFrames>();
  return async () => {
    const now = new Map<string, DecodedFrames>();
    for (const entry of (await readStats()).values()) {
      if (entry.type !== 'inbound-rtp' || entry.kind !== 'video') continue;
      now.set(entry.id, { received: entry.framesReceived ?? 0, decoded: entry.framesDecoded ?? 0 });
    }
    const before = last;
    last = now;
    return [...now].reduce(
      (sum, [id, { received, decoded }]) => ({
        received: sum.received + received - (before.get(id)?.received ?? received),
        decoded: sum.decoded + decoded - (before.get(id)?.decoded ?? decoded),
      }),
      { received: 0, decoded: 0 },
    );
  };
}
