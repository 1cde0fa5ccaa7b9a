/** This many times the agreed rate is no longer the burst of a key frame or a bandwidth probe. */
const tooMuchTimes = 2;
const warnAfterMs = 10_000;
const endAfterMs = 20_000;

/** What arrives from a phone in a second. */
export type SentRate = { bps: number; packets: number; keyFrames: number };

/** A small packet costs as much to pass on as one of these, and a key frame, which all its viewers are told of; bytes. */
const leastBytes = { packet: 200, keyFrame: 10_000 };

/** What is sent as the bits that cost as much, bit/s. */
export const weightOf = ({ bps, packets, keyFrames }: SentRate): number =>
  Math.max(bps, 8 * leastBytes.packet * packets, 8 * leastBytes.keyFrame * keyFrames);

export type RateVerdict = 'fine' | 'warn' | 'end';

/**
 * For how long a phone has sent too much, and what follows. Time below the limit counts back, so that whoever pauses
 * for a second is not forgiven for ten.
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
