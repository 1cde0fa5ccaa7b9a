/**
 * One exchange of time with the server (as in NTP), in ms. `askedAt` and `answeredAt` are on our clock, `receivedAt`
 * and `sentAt` on the server's.
 */
export type TimeExchange = { askedAt: number; receivedAt: number; sentAt: number; answeredAt: number };

/** `offsetMs` added to our clock gives the server's, with an error of at most ± `boundMs`. */
export type ClockEstimate = { offsetMs: number; roundTripMs: number; boundMs: number };

export function estimateOf({ askedAt, receivedAt, sentAt, answeredAt }: TimeExchange): ClockEstimate {
  const roundTripMs = Math.max(0, answeredAt - askedAt - (sentAt - receivedAt));
  return {
    offsetMs: (receivedAt - askedAt + (sentAt - answeredAt)) / 2,
    roundTripMs,
    boundMs: roundTripMs / 2,
  };
}

/** Exchanges within this many ms of the quickest one are as exact (Cristian 1989). */
const asQuickMs = 2;

/** Timers and drift may move two exchanges of one clock apart by this much more than their bounds allow, ms. */
const slackMs = 10;

/** The exchanges since our clock was last set: if the bounds of two do not overlap, it was set between them. */
function sinceJump(estimates: readonly ClockEstimate[]): readonly ClockEstimate[] {
  const newest = estimates.at(-1);
  const isOther = ({ offsetMs, boundMs }: ClockEstimate) =>
    newest !== undefined && Math.abs(offsetMs - newest.offsetMs) > boundMs + newest.boundMs + slackMs;
  return estimates.slice(estimates.findLastIndex(isOther) + 1);
}

/**
 * The best estimate of a window of exchanges, oldest first: the median offset of the quickest since our clock was last
 * set.
 */
export function bestEstimate(exchanges: readonly TimeExchange[]): ClockEstimate | null {
  const estimates = sinceJump(exchanges.map(estimateOf));
  const quickestMs = Math.min(...estimates.map(({ roundTripMs }) => roundTripMs));
  const best = estimates
    .filter(({ roundTripMs }) => roundTripMs <= quickestMs + asQuickMs)
    .sort((a, b) => a.offsetMs - b.offsetMs);
  return best[Math.floor((best.length - 1) / 2)] ?? null;
}
