import type { PerspectiveClock, RtpMapping } from './domain.ts';

/** From a frame's RTP timestamp to the instant at which it was captured, in ms. Clock rates are in ticks per second. */

/** Video's RTP clock (RFC 3551). */
export const videoClockRate = 90_000;
/** Opus (RFC 7587), whatever the sampling rate. */
export const soundClockRate = 48_000;
/** Seconds from 1900, where NTP counts from, to 1970. */
const ntpEpochSeconds = 2_208_988_800;

/** NTP's seconds and 2⁻³² fractions → ms since 1970. */
export function ntpToMs(seconds: number, fraction: number): number {
  return (seconds - ntpEpochSeconds) * 1_000 + (fraction / 2 ** 32) * 1_000;
}

/** ms since 1900, as browsers give abs-capture-time → ms since 1970. */
export const since1970 = (sinceNtpEpochMs: number): number => sinceNtpEpochMs - ntpEpochSeconds * 1_000;

/** When the frame with this RTP timestamp was captured, ms on the phone's clock; also across the 32-bit wrap. */
export function phoneTimeOf({ rtp, phoneMs }: RtpMapping, frameRtp: number, clockRate = videoClockRate): number {
  return phoneMs + (((frameRtp - rtp) | 0) * 1_000) / clockRate;
}

/** The phone's claim: the offset that it measured by exchanges with the server, and half its best round trip, ms. */
export type ClockClaim = { offsetMs: number; boundMs: number };

/** One RTCP sender report: its RTP and NTP timestamps, and when it arrived, ms on the server's clock. */
export type SenderReport = RtpMapping & { ssrc: number; arrivedAt: number };

/**
 * Computed from recent sender reports. The minimum of (arrival − the phone's time of sending) is the true offset plus
 * the shortest path delay. `roundTripMs` bounds that delay; null if the phone does not answer.
 */
export type ReportedClock = { minOffsetMs: number; roundTripMs: number | null };

/** The clock that is used, and what the reports showed then. `isByReports`: it comes from the reports alone. */
export type BelievedClock = Pick<PerspectiveClock, 'offsetMs' | 'quality' | 'isDoubted'> & {
  minOffsetMs: number | null;
  isByReports: boolean;
};

/** Two correct measurements may differ by this much, ms: timers, scheduling, a slow first packet. */
const toleranceMs = 40;
/** No path delay is longer, ms: a claim that needs one comes from a wrong clock. */
const longestPathMs = 2_000;
/** Half round trips, ms, within which an asymmetric path hardly shows, or hardly matters. */
const goodBoundMs = 30;
const fairBoundMs = 120;

const qualityOf = (boundMs: number): PerspectiveClock['quality'] =>
  boundMs <= goodBoundMs ? 'good' : boundMs <= fairBoundMs ? 'fair' : 'poor';

/** The path delay is between 0 and one round trip, so the true offset lies in [minimum − round trip, minimum]. */
function isPossible(offsetMs: number, { minOffsetMs, roundTripMs }: ReportedClock): boolean {
  const longest = roundTripMs ?? longestPathMs;
  return offsetMs <= minOffsetMs + toleranceMs && offsetMs >= minOffsetMs - longest - toleranceMs;
}

function byReports({ minOffsetMs, roundTripMs }: ReportedClock, isDoubted: boolean): BelievedClock {
  const pathMs = (roundTripMs ?? 0) / 2;
  const quality = roundTripMs === null ? 'poor' : qualityOf(pathMs);
  return { offsetMs: minOffsetMs - pathMs, quality, isDoubted, minOffsetMs, isByReports: true };
}

/**
 * Compares a phone's claim with its sender reports, given the clock used so far. If a plausible claim jumps while the
 * reports do not, it is doubted, and the former one kept; if both jump alike, the phone's clock was set, and is
 * followed. If the claim was never plausible, the reports' own estimate is taken.
 */
export function judgeClock(
  claim: ClockClaim | null,
  reported: ReportedClock | null,
  before: BelievedClock | null = null,
): BelievedClock | null {
  if (!claim) return reported && byReports(reported, false);
  const { offsetMs } = claim;
  const believed = { offsetMs, quality: qualityOf(claim.boundMs), isDoubted: false, isByReports: false };
  if (!reported) return { ...believed, minOffsetMs: null };
  const { minOffsetMs } = reported;
  const isClaimPossible = isPossible(offsetMs, reported);
  if (before && !before.isByReports && before.minOffsetMs !== null) {
    const jumpMs = offsetMs - before.offsetMs;
    const reportsJumpMs = minOffsetMs - before.minOffsetMs;
    const jumpedAlone = Math.abs(jumpMs) > toleranceMs && Math.abs(reportsJumpMs - jumpMs) > toleranceMs;
    if (jumpedAlone) return { ...before, isDoubted: true };
  }
  return isClaimPossible ? { ...believed, minOffsetMs } : byReports(reported, true);
}
