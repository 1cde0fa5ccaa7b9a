import { phoneTimeOf, since1970, soundClockRate } from '../../shared/captureTime.ts';
import type { PerspectiveClock, RtpMapping } from '../../shared/domain.ts';
import { deliveredAgo } from './deliveries.ts';
import { hasJitterBufferTarget } from './jitterBuffer.ts';
import type { Instant } from './playing.ts';
import { delayByAudioNode, delayByBuffer } from './soundDelay.ts';

const adjustEveryMs = 500;
/** A smaller correction is not worth stretching audio, at 75 ms a second; nobody hears it (BT.1359: −185 to +90 ms). */
const worthCorrectingMs = 12;

type WithCaptureTime = { captureTimestamp?: number };

export type LipSync = {
  /** The server's mapping of the sound's RTP times, for browsers that read no capture times from it. */
  rtpMapped(rtpMapping: RtpMapping): void;
  close(): void;
};

/** Delays a sound to the grid's instant; `show` gets the track that is to be heard. */
export function keepLipSync(
  track: MediaStreamTrack,
  receiver: RTCRtpReceiver,
  clock: () => PerspectiveClock | null,
  instant: Instant,
  show: (track: MediaStreamTrack) => void,
): LipSync {
  const isBuffered = hasJitterBufferTarget(receiver);
  const delay = isBuffered ? delayByBuffer(receiver) : delayByAudioNode(track, show);
  if (isBuffered) show(track);
  let rtpMapping: RtpMapping | null = null;
  let targetMs = 0;

  const phoneMs = (newest: RTCRtpSynchronizationSource): number | null => {
    const { captureTimestamp } = newest as WithCaptureTime;
    if (captureTimestamp !== undefined) return since1970(captureTimestamp);
    return rtpMapping && phoneTimeOf(rtpMapping, newest.rtpTimestamp, soundClockRate);
  };
  /** The latency of what is heard now; null if unknown. */
  const latencyMs = (): number | null => {
    const newest = receiver.getSynchronizationSources()[0];
    const known = clock();
    const capturedAt = newest && phoneMs(newest);
    if (!newest || !known || capturedAt === null || capturedAt === undefined) return null;
    return instant.now() - deliveredAgo(newest) - (capturedAt + known.offsetMs);
  };

  const adjust = async () => {
    const heldMs = await delay.heldMs();
    const lateMs = latencyMs();
    if (instant.delayMs() === 0) targetMs = 0;
    // Nothing was played yet: the first target stays.
    else if (heldMs === null) return;
    else if (lateMs !== null) {
      // Latency without our delay is the path delay; we have to add the rest.
      const wished = instant.delayMs() - (lateMs - heldMs);
      if (Math.abs(wished - targetMs) > worthCorrectingMs) targetMs = Math.max(0, wished);
    }
    delay.set(targetMs);
  };
  // Before the first packet: a buffer that starts long need not stretch audio.
  delay.set(instant.delayMs());
  const timer = setInterval(() => void adjust(), adjustEveryMs);
  return {
    rtpMapped(next) {
      rtpMapping = next;
    },
    close() {
      clearInterval(timer);
      delay.close();
    },
  };
}
