import type { SpectatorNotices, spectatorRequests } from '../../shared/conversations/spectator.ts';
import type { Asked } from '../../shared/wire.ts';
import type { Conversation } from '../connection/conversation.ts';
import type { ServerClock } from '../sync/serverClock.ts';
import type { Value } from '../value.ts';
import { createCaptureTimeErrors } from './captureTimeErrors.ts';

type PhoneClock = Asked<(typeof spectatorRequests)['reportClock']>;

/** Smaller changes are noise, ms. */
const worthReportingMs = 2;

const isSame = (before: PhoneClock, next: PhoneClock) =>
  before.cameraDelayMs === next.cameraDelayMs &&
  Math.abs(before.offsetMs - next.offsetMs) < worthReportingMs &&
  Math.abs(before.captureTimeErrorMs - next.captureTimeErrorMs) < worthReportingMs;

/** Reports this phone's clock offset and capture time error: viewers need both to place its frames in time. */
export function createClockReports(
  conversation: Conversation<typeof spectatorRequests, SpectatorNotices>,
  clock: ServerClock,
  cameraDelayMs: Value<number>,
  isLive: () => boolean,
) {
  const errors = createCaptureTimeErrors();
  let reported: PhoneClock | null = null;

  const report = () => {
    const estimate = clock.estimate.get();
    if (!estimate || !isLive()) return;
    const { offsetMs, boundMs } = estimate;
    const next = { offsetMs, boundMs, cameraDelayMs: cameraDelayMs.get(), captureTimeErrorMs: errors.errorMs.get() };
    if (reported && isSame(reported, next)) return;
    reported = next;
    conversation.ask('reportClock', next).catch(() => {
      reported = null;
    });
  };
  for (const value of [clock.estimate, errors.errorMs, cameraDelayMs]) value.follow(report);
  conversation.onNotice('frameCaptured', ({ phoneMs }) => errors.frameCaptured(phoneMs));

  return {
    /** Observes when frames of this camera are taken; returns its stop. */
    watch: errors.watch,
    /** For a new uplink, of which the server knows nothing. */
    resend() {
      reported = null;
      report();
    },
  };
}
