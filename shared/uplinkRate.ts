/** More than this many times the agreed rate is neither a key frame nor a bandwidth probe. */
const tooMuchTimes = 2;
const warnAfterMs = 10_000;
const endAfterMs = 20_000;

/** Received from a phone in one second. */
export type SentRate = { bps: number; packets: number; keyFrames: number };

/**
 * Forwarding a small packet costs as much as one of this size, and so does a key frame, which all viewers get; bytes.
 */
const costBytes = { packet: 200, keyFrame: 10_000 };

/** The load of a phone as a bit rate that costs as much, bit/s. */
export const weightOf = ({ bps, packets, keyFrames }: SentRate): number =>
  Math.max(bps, 8 * costBytes.packet * packets, 8 * costBytes.keyFrame * keyFrames);

export type RateVerdict = 'fine' | 'warn' | 'end';

/**
 * How long a phone has sent too much, and the consequence. Time below the limit is subtracted, so that a pause of one
 * second does not make up for ten seconds above it.
 */
export function judgeRate(
  beforeMs: number,
  { bps, agreedBps, elapsedMs }: { bps: number; agreedBps: number; elapsedMs: number },
): { aboveMs: number; verdict: RateVerdict } {
  const isAbove = bps > tooMuchTimes * agreedBps;
  const aboveMs = Math.max(0, Math.min(endAfterMs, beforeMs + (isAbove ? elapsedMs : -elapsedMs)));
  if (!isAbove) return { aboveMs, verdict: 'fine' };
  if (aboveMs >= endAfterMs) return { aboveMs, verdict: 'end' };
  return { aboveMs, verdict: beforeMs < warnAfterMs && aboveMs >= warnAfterMs ? 'warn' : 'fine' };
}
