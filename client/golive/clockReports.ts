import type { ClockEstimate } from '../../shared/clock.ts';
import type { Value } from '../value.ts';

/** Smaller changes are noise. */
const worthReportingMs = 3;

type Report = { offsetMs: number; boundMs: number; cameraDelayMs: number };

/** Tells the server of this phone's clock: viewers need it to know when its frames were taken. */
export function createClockReports(
  estimate: Value<ClockEstimate | null>,
  cameraDelayMs: Value<number>,
  report: (report: Report) => Promise<unknown>,
) {
  /** The offset that the server was told last, ms. */
  let reported: number | null = null;

  const settle = () => {
    const { offsetMs, boundMs } = estimate.get() ?? {};
    if (offsetMs === undefined || boundMs === undefined) return;
    if (reported !== null && Math.abs(offsetMs - reported) < worthReportingMs) return;
    reported = offsetMs;
    report({ offsetMs, boundMs, cameraDelayMs: cameraDelayMs.get() }).catch(() => {
      reported = null;
    });
  };
  return {
    settle,
    /** The server knows nothing of it, or something else of it has changed. */
    anew() {
      reported = null;
      settle();
    },
  };
}
