import {
  type BelievedClock,
  type ClockClaim,
  judgeClock,
  type ReportedClock,
  type SenderReport,
} from '../../shared/captureTime.ts';
import type { PerspectiveClock } from '../../shared/domain.ts';
import type { LiveCamera } from './liveCamera.ts';
import type { LiveCameras } from './liveCameras.ts';

/** Sender reports kept (one a second): enough that the quickest shows the path's minimum delay. */
const windowMs = 15_000;
/** Smaller changes of an offset are noise, not worth a notice to everybody. */
const worthTellingMs = 3;
/** RTP time and the phone's clock advance together; a larger step means that another stream's RTP base is in use. */
const sameMappingMs = 2;
/** 32 bits of RTP time last 13 hours: a mapping is renewed long before a time could mean two instants. */
const longestMappingMs = 3_600_000;

/** A phone's report of its clock, of the delay of its camera, and of the error of its abs-capture-time. */
type PhoneClock = ClockClaim & { cameraDelayMs: number; captureTimeErrorMs: number };

/** The state of one camera's clock. */
type ClockState = {
  claim: ClockClaim | null;
  cameraDelayMs: number;
  captureTimeErrorMs: number;
  reports: SenderReport[];
  roundTripMs: number | null;
  believed: BelievedClock | null;
};

function reportedOf({ reports, roundTripMs }: ClockState): ReportedClock | null {
  if (reports.length === 0) return null;
  return { minOffsetMs: Math.min(...reports.map((report) => report.arrivedAt - report.phoneMs)), roundTripMs };
}

/** From the first layer's newest report; each layer has its own RTP base. */
function rtpMappingOf({ reports }: ClockState, before: PerspectiveClock['rtpMapping'] | undefined) {
  const first = reports[0]?.ssrc;
  const newest = reports.findLast(({ ssrc }) => ssrc === first);
  if (!newest) return null;
  const { rtp, phoneMs } = newest;
  const driftMs = before
    ? Math.abs(((rtp - before.rtp) | 0) / 90 - (phoneMs - before.phoneMs))
    : Number.POSITIVE_INFINITY;
  const isSame = driftMs < sameMappingMs && phoneMs - (before?.phoneMs ?? 0) < longestMappingMs;
  return before && isSame ? before : { rtp, phoneMs };
}

/** Maintains each perspective's clock from what its phone reports, checked against its sender reports. */
export function createKeepTime(liveCameras: LiveCameras) {
  // A camera that comes back is a new object, so its state starts afresh.
  const clocks = new WeakMap<LiveCamera, ClockState>();
  const clockOf = (camera: LiveCamera): ClockState => {
    const known = clocks.get(camera);
    if (known) return known;
    const unknown = { claim: null, cameraDelayMs: 0, captureTimeErrorMs: 0 };
    const fresh: ClockState = { ...unknown, reports: [], roundTripMs: null, believed: null };
    clocks.set(camera, fresh);
    return fresh;
  };

  const update = async (camera: LiveCamera): Promise<void> => {
    const state = clockOf(camera);
    const before = camera.record.clock;
    state.believed = judgeClock(state.claim, reportedOf(state), state.believed);
    if (!state.believed) return;
    const { offsetMs, quality, isDoubted } = state.believed;
    const isNoise = before !== null && Math.abs(before.offsetMs - offsetMs) < worthTellingMs;
    const clock: PerspectiveClock = {
      offsetMs: isNoise ? before.offsetMs : offsetMs,
      quality,
      isDoubted,
      cameraDelayMs: state.cameraDelayMs,
      // A measurement against a doubted clock means nothing.
      captureTimeErrorMs: isDoubted ? (before?.captureTimeErrorMs ?? 0) : state.captureTimeErrorMs,
      rtpMapping: rtpMappingOf(state, before?.rtpMapping),
    };
    await liveCameras.setClock(camera, clock);
  };

  return {
    claimed(camera: LiveCamera, { cameraDelayMs, captureTimeErrorMs, ...claim }: PhoneClock): Promise<void> {
      Object.assign(clockOf(camera), { claim, cameraDelayMs, captureTimeErrorMs });
      return update(camera);
    },

    async reported(camera: LiveCamera, report: SenderReport): Promise<void> {
      const state = clockOf(camera);
      state.reports = [...state.reports.filter(({ arrivedAt }) => report.arrivedAt - arrivedAt < windowMs), report];
      state.roundTripMs = await camera.uplink.roundTripMs();
      await update(camera);
    },
  };
}

export type KeepTime = ReturnType<typeof createKeepTime>;
