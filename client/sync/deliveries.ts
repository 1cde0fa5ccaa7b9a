import type { Instant } from './playing.ts';
import { onRefresh } from './refresh.ts';
import type { TileSync } from './tileSync.ts';

/** From delivery to the screen: about one refresh. */
const screenMs = 16;

/** Records each frame that the browser itself delivers to the screen; returns its stop. */
export function followDeliveries(receiver: RTCRtpReceiver | null, tile: TileSync, instant: Instant): () => void {
  let last: number | undefined;
  return onRefresh(() => {
    const newest = receiver?.getSynchronizationSources()[0];
    if (!newest || newest.rtpTimestamp === last) return;
    last = newest.rtpTimestamp;
    // `timestamp` is on this page's clock, like `performance.timeOrigin + performance.now()`.
    const now = instant.now();
    const ago = Math.max(0, performance.timeOrigin + performance.now() - newest.timestamp);
    const deliveredAt = now - (ago < 1_000 ? ago : 0);
    tile.frameShown(tile.frameArrived(newest.rtpTimestamp, deliveredAt), deliveredAt + screenMs);
  });
}
