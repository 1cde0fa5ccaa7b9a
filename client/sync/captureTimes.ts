import { phoneTimeOf, since1970 } from '../../shared/captureTime.ts';
import type { PerspectiveClock, RtpMapping } from '../../shared/domain.ts';

/** What a tile's capture times come from: abs-capture-time, the phone's sender reports, or only when frames arrived. */
export type CaptureSource = 'absCaptureTime' | 'reports' | 'arrival';

/** Chromium's names; TypeScript's own lack them (webrtc-extensions). */
type WithCaptureTime = { captureTimestamp?: number };

/** A larger difference is another mapping, or a value that is out of date for up to a second after a switch of layers. */
const agreeWithinMs = 6;
/** The mapping is replaced after this many values in a row that contradict it. */
const contradictionsToReplace = 4;
/** Each value that agrees moves the mapping by this share, the first ones by more: single values err by some ms. */
const smoothing = 0.08;
/** After the server's notice about a switch of layers, values from before it still come for a second. */
const staleMs = 1_200;
/** A frame from the future, or older than any network delays one, has a capture time by a wrong clock. */
const earliestMs = 10_000;
const latestMs = 100;
const isPossible = (ageMs: number) => ageMs >= -latestMs && ageMs <= earliestMs;

/** An RTP time, and when the frame that has it was captured, ms. */
export type CapturedFrame = { rtp: number; captureAt: number };

export type CaptureTimes = {
  source(): CaptureSource;
  /** Reads what the browser knows of the newest frame; called ten times a second. */
  poll(): void;
  /** The RTP time of the newest frame when it was last polled; null before the first one. */
  newestRtp(): number | null;
  /** When the frame with this RTP time was taken, on the server's clock (ms); null if unknown. */
  captureOf(rtp: number | undefined): number | null;
  /** The server's mapping of RTP time to capture time, from now on. */
  rtpMapped(rtpMapping: RtpMapping): void;
};

/** Finds the capture times of one tile's frames. `clock` is that of its phone as the server knows it; `now` the server's time. */
export function createCaptureTimes(
  receiver: RTCRtpReceiver | null,
  clock: () => PerspectiveClock | null,
  now: () => number,
): CaptureTimes {
  let rtpMapping: RtpMapping | null = null;
  let notice: { rtpMapping: RtpMapping; at: number } | null = null;
  let contradictions = 0;
  let agreements = 0;
  let newestRtp: number | null = null;
  let source: CaptureSource = 'arrival';

  const replace = (next: RtpMapping) => {
    rtpMapping = next;
    contradictions = 0;
    agreements = 1;
  };

  const applyCaptureTime = (rtp: number, phoneMs: number) => {
    if (!rtpMapping) return replace({ rtp, phoneMs });
    const offMs = phoneMs - phoneTimeOf(rtpMapping, rtp);
    if (Math.abs(offMs) <= agreeWithinMs) {
      agreements += 1;
      rtpMapping = { rtp, phoneMs: phoneMs - offMs * (1 - Math.max(smoothing, 1 / agreements)) };
      contradictions = 0;
    } else if (!notice || now() - notice.at > staleMs) {
      contradictions += 1;
      if (contradictions >= contradictionsToReplace) replace({ rtp, phoneMs });
    }
  };

  return {
    source: () => source,
    newestRtp: () => newestRtp,
    poll() {
      const newest = receiver?.getSynchronizationSources()[0];
      if (!newest || newest.rtpTimestamp === newestRtp) return;
      newestRtp = newest.rtpTimestamp;
      const captureTime = (newest as WithCaptureTime).captureTimestamp;
      if (captureTime !== undefined && Number.isFinite(captureTime)) {
        applyCaptureTime(newestRtp, since1970(captureTime));
      }
    },
    rtpMapped(next) {
      notice = { rtpMapping: next, at: now() };
      contradictions = 0;
      const isNew = rtpMapping && Math.abs(next.phoneMs - phoneTimeOf(rtpMapping, next.rtp)) > agreeWithinMs;
      if (isNew) replace(next);
    },
    captureOf(rtp) {
      source = 'arrival';
      const known = clock();
      if (rtp === undefined || !known) return null;
      const at = now();
      for (const [by, from] of [
        ['absCaptureTime', rtpMapping],
        ['reports', notice?.rtpMapping ?? null],
        ['reports', known.rtpMapping],
      ] as const) {
        const captureAt =
          from && phoneTimeOf(from, rtp) - known.captureTimeErrorMs + known.offsetMs - known.cameraDelayMs;
        if (captureAt === null || !isPossible(at - captureAt)) continue;
        source = by;
        return captureAt;
      }
      return null;
    },
  };
}
