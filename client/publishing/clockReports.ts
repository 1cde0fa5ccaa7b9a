import type { SpectatorNotices, spectatorRequests } from '../../shared/conversations/spectator.ts';
import type { Asked } from '../../shared/wire.ts';
import type { Conversation } from '../connection/conversation.ts';
import type { ServerClock } from '../sync/serverClock.ts';
import type { Value } from '../value.ts';
import { createCaptureTimeErrors } from './captureTimeErrors.ts';

type PhoneClock = Asked<(typeof spectatorRequests)['reportClock']>;

/** Smaller changes are noise. */
const worthReportingMs = 2;

const isAsGood = (before: PhoneClock, next: PhoneClock) =>
  before.cameraDelayMs === next.cameraDelayMs &&
  Math.abs(before.offsetMs - next.offsetMs) < worthReportingMs &&
  Math.abs(before.captureTimeErrorMs - next.captureTimeErrorMs) < worthReportingMs;

/** Tells the server of this phone's clock, and of how its frames are stamped: viewers need both to know when they were taken. */
export function createClockReports(
  conversation: Conversation<typeof spectatorRequests, SpectatorNotices>,
  clock: ServerClock,
  cameraDelayMs: Value<number>,
  isLive: () => boolean,
) {
  const stamps = createCaptureTimeErrors();
  let reported: PhoneClock | null = null;

  const settle = () => {
    const estimate = clock.estimate.get();
    if (!estimate || !isLive()) return;
    const { offsetMs, boundMs } = estimate;
    const next = { offsetMs, boundMs, cameraDelayMs: cameraDelayMs.get(), captureTimeErrorMs: stamps.errorMs.get() };
    if (reported && isAsGood(reported, next)) return;
    reported = next;
    conversation.ask('reportClock', next).catch(() => {
      reported = null;
    });
  };
  for (const value of [clock.estimate, stamps.errorMs, cameraDelayMs]) value.follow(settle);
  conversation.onNotice('frameCaptured', ({ phoneMs }) => stamps.frameCaptured(phoneMs));

  return {
    /** This camera's frames are sent, until its stop. */
    watch: stamps.watch,
    /** The server knows nothing of it. */
    resend() {
      reported = null;
      settle();
    },
  };
}
