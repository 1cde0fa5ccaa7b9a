import { phoneTimeOf, since1970 } from '../../shared/captureTime.ts';
import type { PerspectiveClock, RtpMapping } from '../../shared/domain.ts';

/** By which word a tile's frames are placed in time: stamped by the phone, its sender reports, or when they came. */
export type CaptureSource = 'absCaptureTime' | 'reports' | 'arrival';

/** Chromium's names; TypeScript's own lack them (webrtc-extensions). */
type Stamped = { captureTimestamp?: number };

/** A stamp may stand for the stream before a switch of layers for up to a second, so one alone proves nothing. */
const agreeWithinMs = 6;
/** So many stamps in a row that agree with each other and not with the anchor are the truth. */
const convincing = 4;
/** Each agreeing stamp moves the anchor by this share: single ones err by some ms. */
const easing = 0.08;
/** After the server has told how a switch of layers moved RTP times, stamps of before it linger for a second. */
const staleMs = 1_200;
/** A frame from the future, or older than any network keeps one, was stamped by a clock that is wrong. */
const earliestMs = 10_000;
const latestMs = 100;
const isPossible = (ageMs: number) => ageMs >= -latestMs && ageMs <= earliestMs;

export type CaptureTimes = {
  source(): CaptureSource;
  /** When the frame with this RTP time was taken, on the server's clock (ms); null where nothing tells. */
  captureOf(rtp: number | undefined): number | null;
  /** From here on RTP times are read by this. */
  rtpMapped(rtpMapping: RtpMapping): void;
};

/** Places the frames of one tile in time. `clock` is what the server says of its phone; `now` is the server's time. */
export function createCaptureTimes(
  receiver: RTCRtpReceiver | null,
  clock: () => PerspectiveClock | null,
  now: () => number,
): CaptureTimes {
  let rtpMapping: RtpMapping | null = null;
  let told: { rtpMapping: RtpMapping; at: number } | null = null;
  let doubts = 0;
  let source: CaptureSource = 'arrival';

  const believe = (rtp: number, phoneMs: number) => {
    if (!rtpMapping) {
      rtpMapping = { rtp, phoneMs };
      return;
    }
    const offMs = phoneMs - phoneTimeOf(rtpMapping, rtp);
    if (Math.abs(offMs) <= agreeWithinMs) {
      rtpMapping = { rtp, phoneMs: phoneMs - offMs * (1 - easing) };
      doubts = 0;
    } else if (!told || now() - told.at > staleMs) {
      doubts += 1;
      if (doubts >= convincing) {
        rtpMapping = { rtp, phoneMs };
        doubts = 0;
      }
    }
  };

  const readStamp = () => {
    const newest = receiver?.getSynchronizationSources()[0];
    const stamp = (newest as Stamped | undefined)?.captureTimestamp;
    if (newest && stamp !== undefined && Number.isFinite(stamp)) believe(newest.rtpTimestamp, since1970(stamp));
  };

  return {
    source: () => source,
    rtpMapped(next) {
      told = { rtpMapping: next, at: now() };
      doubts = 0;
      const isNew = rtpMapping && Math.abs(next.phoneMs - phoneTimeOf(rtpMapping, next.rtp)) > agreeWithinMs;
      if (isNew) rtpMapping = next;
    },
    captureOf(rtp) {
      readStamp();
      source = 'arrival';
      const known = clock();
      if (rtp === undefined || !known) return null;
      const at = now();
      for (const [by, from] of [
        ['absCaptureTime', rtpMapping],
        ['reports', told?.rtpMapping ?? null],
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
