/**
 * One exchange of time with the server, in ms: asked at `askedAt` and answered at `answeredAt` on our clock,
 * received at `receivedAt` and sent back at `sentAt` on the server's.
 */
export type TimeExchange = { askedAt: number; receivedAt: number; sentAt: number; answeredAt: number };

/** `offsetMs` added to our clock gives the server's; the truth lies within ± `boundMs`. */
export type ClockEstimate = { offsetMs: number; roundTripMs: number; boundMs: number };

export function estimateOf({ askedAt, receivedAt, sentAt, answeredAt }: TimeExchange): ClockEstimate {
  const roundTripMs = Math.max(0, answeredAt - askedAt - (sentAt - receivedAt));
  return {
    offsetMs: (receivedAt - askedAt + (sentAt - answeredAt)) / 2,
    roundTripMs,
    boundMs: roundTripMs / 2,
  };
}

/** Share of exchanges, by lowest round trip, whose offsets are believed (Cristian 1989: the quickest err least). */
const bestShare = 0.2;

/** The best estimate from a window of exchanges: the median offset of those with the lowest round trips. */
export function bestEstimate(exchanges: readonly TimeExchange[]): ClockEstimate | null {
  const byRoundTrip = exchanges.map(estimateOf).sort((a, b) => a.roundTripMs - b.roundTripMs);
  const best = byRoundTrip.slice(0, Math.max(1, Math.ceil(byRoundTrip.length * bestShare)));
  const byOffset = [...best].sort((a, b) => a.offsetMs - b.offsetMs);
  return byOffset[Math.floor((byOffset.length - 1) / 2)] ?? null;
}
