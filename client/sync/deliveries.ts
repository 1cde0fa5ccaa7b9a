import type { Instant } from './playing.ts';
import { onRefresh } from './refresh.ts';
import type { TileSync } from './tileSync.ts';

/** From delivery to the screen: about one refresh. */
const screenMs = 16;
/** An older delivery is by another clock: Safari's does not count from 1970. */
const longestAgoMs = 1_000;

/** How long ago the browser delivered this frame or packet, ms; 0 if it does not say. */
export function deliveredAgo({ timestamp }: RTCRtpSynchronizationSource): number {
  // `timestamp` is on this page's clock, like `performance.timeOrigin + performance.now()`.
  const ago = Math.max(0, performance.timeOrigin + performance.now() - timestamp);
  return ago < longestAgoMs ? ago : 0;
}

/** Records each frame that the browser itself delivers to the screen; returns its stop. */
export function followDeliveries(receiver: RTCRtpReceiver | null, tile: TileSync, instant: Instant): () => void {
  let last: number | undefined;
  return onRefresh(() => {
    const newest = receiver?.getSynchronizationSources()[0];
    if (!newest || newest.rtpTimestamp === last) return;
    last = newest.rtpTimestamp;
    const deliveredAt = instant.now() - deliveredAgo(newest);
    tile.frameShown(tile.frameArrived(newest.rtpTimestamp, deliveredAt), deliveredAt + screenMs);
  });
}
