import { since1970 } from '../../shared/captureTime.ts';
import type { PerspectiveClock } from '../../shared/domain.ts';
import { hasJitterBufferTarget, setJitterBufferTarget } from './jitterBuffer.ts';
import type { Instant } from './playing.ts';

const lookEveryMs = 500;
/** The buffer of sound stretches by 75 ms a second; smaller corrections are not heard (BT.1359: −185 to +90 ms). */
const worthMs = 12;

type Stamped = { captureTimestamp?: number };

/** How long the buffer has held sound since the last look (mean, ms). */
function watchHeld(receiver: RTCRtpReceiver): () => Promise<number | null> {
  let delay = 0;
  let emitted = 0;
  return async () => {
    for (const entry of (await receiver.getStats()).values()) {
      if (entry.type !== 'inbound-rtp') continue;
      const count = entry.jitterBufferEmittedCount - emitted;
      const heldMs = ((entry.jitterBufferDelay - delay) / count) * 1_000;
      delay = entry.jitterBufferDelay;
      emitted = entry.jitterBufferEmittedCount;
      return count > 0 ? heldMs : null;
    }
    return null;
  };
}

/** Keeps a sound as late as the pictures, by the browser's own buffer; returns its stop. */
export function keepLipSync(
  receiver: RTCRtpReceiver,
  clock: () => PerspectiveClock | null,
  instant: Instant,
): () => void {
  if (!hasJitterBufferTarget(receiver)) return () => undefined;
  const readHeld = watchHeld(receiver);
  let targetMs = 0;

  /** How late what is heard now was captured; null where nothing tells. */
  const latencyMs = (): number | null => {
    const newest = receiver.getSynchronizationSources()[0];
    const stamp = (newest as Stamped | undefined)?.captureTimestamp;
    const known = clock();
    if (!newest || stamp === undefined || !known) return null;
    const ago = performance.timeOrigin + performance.now() - newest.timestamp;
    return instant.now() - ago - (since1970(stamp) + known.offsetMs);
  };

  const look = async () => {
    const heldMs = await readHeld().catch(() => null);
    const lateMs = latencyMs();
    if (instant.delayMs() === 0) targetMs = 0;
    // Nothing was heard yet: it stays as it began.
    else if (heldMs === null) return;
    else if (lateMs !== null) {
      // What is not the buffer's doing is the way; the buffer makes up the rest, and takes its time to.
      const wished = instant.delayMs() - (lateMs - heldMs);
      if (Math.abs(wished - targetMs) > worthMs) targetMs = Math.max(0, wished);
    }
    setJitterBufferTarget(receiver, targetMs);
  };
  // At once, before the first packet: a buffer that starts long need not stretch.
  setJitterBufferTarget(receiver, instant.delayMs());
  const looking = setInterval(() => void look(), lookEveryMs);
  return () => clearInterval(looking);
}
