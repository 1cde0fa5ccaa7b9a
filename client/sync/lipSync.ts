import { since1970 } from '../../shared/captureTime.ts';
import type { PerspectiveClock } from '../../shared/domain.ts';
import { hasJitterBufferTarget, setJitterBufferTarget } from './jitterBuffer.ts';
import type { Instant } from './playing.ts';

const adjustEveryMs = 500;
/** A smaller correction is not worth stretching audio, at 75 ms a second; nobody hears it (BT.1359: −185 to +90 ms). */
const worthCorrectingMs = 12;

type WithCaptureTime = { captureTimestamp?: number };

/** Reads, at each call, the delay of the jitter buffer since the last call (mean, ms). */
function watchBufferDelay(receiver: RTCRtpReceiver): () => Promise<number | null> {
  let delay = 0;
  let emitted = 0;
  return async () => {
    for (const entry of (await receiver.getStats()).values()) {
      if (entry.type !== 'inbound-rtp') continue;
      const count = entry.jitterBufferEmittedCount - emitted;
      const bufferDelayMs = ((entry.jitterBufferDelay - delay) / count) * 1_000;
      delay = entry.jitterBufferDelay;
      emitted = entry.jitterBufferEmittedCount;
      return count > 0 ? bufferDelayMs : null;
    }
    return null;
  };
}

/** Delays a sound to the grid's instant by the browser's jitter buffer; returns its stop. */
export function keepLipSync(
  receiver: RTCRtpReceiver,
  clock: () => PerspectiveClock | null,
  instant: Instant,
): () => void {
  if (!hasJitterBufferTarget(receiver)) return () => undefined;
  const readBufferDelay = watchBufferDelay(receiver);
  let targetMs = 0;

  /** The latency of what is heard now; null if unknown. */
  const latencyMs = (): number | null => {
    const newest = receiver.getSynchronizationSources()[0];
    const captureTime = (newest as WithCaptureTime | undefined)?.captureTimestamp;
    const known = clock();
    if (!newest || captureTime === undefined || !known) return null;
    const ago = performance.timeOrigin + performance.now() - newest.timestamp;
    return instant.now() - ago - (since1970(captureTime) + known.offsetMs);
  };

  const adjust = async () => {
    const bufferDelayMs = await readBufferDelay().catch(() => null);
    const lateMs = latencyMs();
    if (instant.delayMs() === 0) targetMs = 0;
    // Nothing was played yet: the first target stays.
    else if (bufferDelayMs === null) return;
    else if (lateMs !== null) {
      // Latency without the buffer is the path delay; the buffer has to add the rest.
      const wished = instant.delayMs() - (lateMs - bufferDelayMs);
      if (Math.abs(wished - targetMs) > worthCorrectingMs) targetMs = Math.max(0, wished);
    }
    setJitterBufferTarget(receiver, targetMs);
  };
  // Before the first packet: a buffer that starts long need not stretch audio.
  setJitterBufferTarget(receiver, instant.delayMs());
  const timer = setInterval(() => void adjust(), adjustEveryMs);
  return () => clearInterval(timer);
}
