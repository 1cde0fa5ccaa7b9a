import type { PerspectiveClock, RtpMapping } from './domain.ts';

/** From what RTP says of a frame to the instant it was taken, in ms. Clock rates are in ticks per second. */

/** Video's RTP clock (RFC 3551). */
export const videoClockRate = 90_000;
/** Seconds from 1900, where NTP counts from, to 1970. */
const ntpEpochSeconds = 2_208_988_800;

/** NTP's seconds and 2⁻³² fractions → ms since 1970. */
export function ntpToMs(seconds: number, fraction: number): number {
  return (seconds - ntpEpochSeconds) * 1_000 + (fraction / 2 ** 32) * 1_000;
}

/** Milliseconds since 1900, as browsers give a capture timestamp → ms since 1970. */
export const since1970 = (sinceNtpEpochMs: number): number => sinceNtpEpochMs - ntpEpochSeconds * 1_000;

/** When the frame with this RTP timestamp was taken, on the phone's clock. Right across the 32-bit wrap. */
export function phoneTimeOf({ rtp, phoneMs }: RtpMapping, frameRtp: number, clockRate = videoClockRate): number {
  return phoneMs + (((frameRtp - rtp) | 0) * 1_000) / clockRate;
}

/** What the phone says: the offset it found by exchanges, and half its best round trip. */
export type ClockClaim = { offsetMs: number; boundMs: number };

/** One sender report as the server saw it: its frame, and how much later than its sending it arrived, on both clocks. */
export type SenderReport = RtpMapping & { ssrc: number; arrivedAt: number };

/**
 * What sender reports show of lately: the least of (arrival − the phone's time of sending) is the true offset plus the
 * quickest way up. `roundTripMs` bounds that way; null where the phone does not answer.
 */
export type ReportedClock = { leastOffsetMs: number; roundTripMs: number | null };

/** What is believed of a clock, and what the reports showed when it was. `isByReports` where they alone say it. */
export type BelievedClock = Pick<PerspectiveClock, 'offsetMs' | 'quality' | 'isDoubted'> & {
  leastOffsetMs: number | null;
  isByReports: boolean;
};

/** A difference that two honest measurements may have, ms: timers, scheduling, a slow first packet. */
const honestMs = 40;
/** No way up is longer: what would need one is a wrong clock. */
const longestWayMs = 2_000;
/** Half round trips within which the asymmetry of the way hardly shows, and hardly matters. */
const goodBoundMs = 30;
const fairBoundMs = 120;

const qualityOf = (boundMs: number): PerspectiveClock['quality'] =>
  boundMs <= goodBoundMs ? 'good' : boundMs <= fairBoundMs ? 'fair' : 'poor';

/** The way up takes between nothing and one round trip, so the true offset lies in [least − round trip, least]. */
function isPossible(offsetMs: number, { leastOffsetMs, roundTripMs }: ReportedClock): boolean {
  const longest = roundTripMs ?? longestWayMs;
  return offsetMs <= leastOffsetMs + honestMs && offsetMs >= leastOffsetMs - longest - honestMs;
}

function byReports({ leastOffsetMs, roundTripMs }: ReportedClock, isDoubted: boolean): BelievedClock {
  const wayMs = (roundTripMs ?? 0) / 2;
  const quality = roundTripMs === null ? 'poor' : qualityOf(wayMs);
  return { offsetMs: leastOffsetMs - wayMs, quality, isDoubted, leastOffsetMs, isByReports: true };
}

/**
 * Weighs a phone's word against its reports, given what was believed before. A word that was possible and then jumps
 * without the reports is doubted, and the belief kept; if both jump alike, the phone's whole clock was set, and is
 * followed. Where the word is impossible from the start, the reports' own estimate serves.
 */
export function judgeClock(
  claim: ClockClaim | null,
  reported: ReportedClock | null,
  before: BelievedClock | null = null,
): BelievedClock | null {
  if (!claim) return reported && byReports(reported, false);
  const { offsetMs } = claim;
  const believed = { offsetMs, quality: qualityOf(claim.boundMs), isDoubted: false, isByReports: false };
  if (!reported) return { ...believed, leastOffsetMs: null };
  const { leastOffsetMs } = reported;
  const mayBe = isPossible(offsetMs, reported);
  if (before && !before.isByReports && before.leastOffsetMs !== null) {
    const jumpMs = offsetMs - before.offsetMs;
    const reportsJumpMs = leastOffsetMs - before.leastOffsetMs;
    const isAlone = Math.abs(jumpMs) > honestMs && Math.abs(reportsJumpMs - jumpMs) > honestMs;
    if (isAlone) return { ...before, isDoubted: true };
  }
  return mayBe ? { ...believed, leastOffsetMs } : byReports(reported, true);
}
