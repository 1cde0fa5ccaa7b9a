import {
  type BelievedClock,
  type ClockClaim,
  judgeClock,
  type ReportedClock,
  type SenderReport,
} from '../../shared/captureTime.ts';
import type { PerspectiveClock } from '../../shared/domain.ts';
import type { Camera, LiveCameras } from './liveCameras.ts';

/** Reports come once a second; the quickest of so many is as quick as the way gets. */
const windowMs = 15_000;
/** Smaller changes of an offset are its noise; telling everybody costs more than they matter. */
const worthTellingMs = 3;
/** RTP and the phone's clock run together (libwebrtc derives one from the other): a step is another stream's base. */
const sameMappingMs = 2;

/** What a phone says of its clock, its camera and its stamps. */
type PhoneClock = ClockClaim & { cameraDelayMs: number; captureTimeErrorMs: number };

/** What is known of one camera's clock. */
export type Timekeeping = {
  claim: ClockClaim | null;
  cameraDelayMs: number;
  captureTimeErrorMs: number;
  reports: SenderReport[];
  roundTripMs: number | null;
  believed: BelievedClock | null;
};

export const noTime = (): Timekeeping => ({
  claim: null,
  cameraDelayMs: 0,
  captureTimeErrorMs: 0,
  reports: [],
  roundTripMs: null,
  believed: null,
});

function reportedOf({ reports, roundTripMs }: Timekeeping): ReportedClock | null {
  if (reports.length === 0) return null;
  return { leastOffsetMs: Math.min(...reports.map((report) => report.arrivedAt - report.phoneMs)), roundTripMs };
}

/** The frame that the newest report of the first layer names: others have bases of their own. */
function rtpMappingOf({ reports }: Timekeeping, before: PerspectiveClock['rtpMapping'] | undefined) {
  const first = reports[0]?.ssrc;
  const newest = reports.findLast(({ ssrc }) => ssrc === first);
  if (!newest) return null;
  const { rtp, phoneMs } = newest;
  const driftMs = before
    ? Math.abs(((rtp - before.rtp) | 0) / 90 - (phoneMs - before.phoneMs))
    : Number.POSITIVE_INFINITY;
  // 32 bits of RTP last 13 hours; an anchor older than that cannot be told from its double.
  return before && driftMs < sameMappingMs && phoneMs - before.phoneMs < 3_600_000 ? before : { rtp, phoneMs };
}

/** Keeps each perspective's clock: what its phone says of it, weighed against what its sender reports show. */
export function createKeepTime(liveCameras: LiveCameras) {
  const settle = async (camera: Camera): Promise<void> => {
    const { time, record } = camera;
    const before = record.clock;
    time.believed = judgeClock(time.claim, reportedOf(time), time.believed);
    if (!time.believed) return;
    const { offsetMs, quality, isDoubted } = time.believed;
    const isNoise = before !== null && Math.abs(before.offsetMs - offsetMs) < worthTellingMs;
    const clock: PerspectiveClock = {
      offsetMs: isNoise ? before.offsetMs : offsetMs,
      quality,
      isDoubted,
      cameraDelayMs: time.cameraDelayMs,
      // What a phone compares with a clock that is doubted means nothing.
      captureTimeErrorMs: isDoubted ? (before?.captureTimeErrorMs ?? 0) : time.captureTimeErrorMs,
      rtpMapping: rtpMappingOf(time, before?.rtpMapping),
    };
    await liveCameras.setClock(camera, clock);
  };

  return {
    claimed(camera: Camera, { cameraDelayMs, captureTimeErrorMs, ...claim }: PhoneClock): Promise<void> {
      Object.assign(camera.time, { claim, cameraDelayMs, captureTimeErrorMs });
      return settle(camera);
    },

    async reported(camera: Camera, report: SenderReport): Promise<void> {
      const { time } = camera;
      time.reports = [...time.reports.filter(({ arrivedAt }) => report.arrivedAt - arrivedAt < windowMs), report];
      time.roundTripMs = await camera.uplink.roundTripMs();
      await settle(camera);
    },
  };
}

export type KeepTime = ReturnType<typeof createKeepTime>;
