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

/** One frame of which both are known: its RTP timestamp, and when it was taken, on the phone's clock. */
export type Anchor = { rtp: number; phoneMs: number };

/** When the frame with this RTP timestamp was taken, on the phone's clock. Right across the 32-bit wrap. */
export function phoneTimeOf({ rtp, phoneMs }: Anchor, frameRtp: number, clockRate = videoClockRate): number {
  return phoneMs + (((frameRtp - rtp) | 0) * 1_000) / clockRate;
}

/** What a phone's clock must be moved by to be the server's, and how far that can be believed. */
export type CaptureClock = {
  offsetMs: number;
  quality: 'good' | 'fair' | 'poor';
  /** The phone's own word of its clock contradicts its sender reports, or it jumped: it is not used. */
  isDoubted: boolean;
};

/** What the phone says: the offset it found by exchanges, and half its best round trip. */
export type ClockClaim = { offsetMs: number; boundMs: number };
/**
 * What its sender reports show: the smallest of (arrival − the phone's time of sending), which is the true offset plus
 * the quickest way up; and the round trip, by which that way is bounded.
 */
export type ReportedClock = { leastOffsetMs: number; roundTripMs: number };

/** A difference that two honest measurements may have, ms: timers, scheduling, a slow first packet. */
const honestMs = 40;
/** Half round trips within which the asymmetry of the way hardly shows, and hardly matters. */
const goodBoundMs = 30;
const fairBoundMs = 120;

const qualityOf = (boundMs: number) => (boundMs <= goodBoundMs ? 'good' : boundMs <= fairBoundMs ? 'fair' : 'poor');

/**
 * Weighs the phone's word against its reports. The way up takes between nothing and one round trip, so the true offset
 * lies in [least − round trip, least]; a claim outside is not believed, and the reports' own estimate serves.
 */
export function judgeClock(claim: ClockClaim | null, reported: ReportedClock | null): CaptureClock | null {
  if (!reported) return claim && { offsetMs: claim.offsetMs, quality: qualityOf(claim.boundMs), isDoubted: false };
  const { leastOffsetMs, roundTripMs } = reported;
  const byReports = { offsetMs: leastOffsetMs - roundTripMs / 2, quality: qualityOf(roundTripMs / 2) } as const;
  if (!claim) return { ...byReports, isDoubted: false };
  const isPossible =
    claim.offsetMs <= leastOffsetMs + honestMs && claim.offsetMs >= leastOffsetMs - roundTripMs - honestMs;
  if (isPossible) return { offsetMs: claim.offsetMs, quality: qualityOf(claim.boundMs), isDoubted: false };
  return { ...byReports, isDoubted: true };
}
