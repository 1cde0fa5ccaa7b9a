/** Events need not have an end: if nobody films this long after the start (a long night), one is over. */
export const overAfterMs = 12 * 3_600_000;

type Known = { startsAt: number; endsAt?: number | null; live: number };

/** Whether an event is still to come, on, or over. One that is filmed is on, whatever its times say. */
export function eventPhaseOf({ startsAt, endsAt = null, live }: Known, nowMs: number): 'ahead' | 'on' | 'over' {
  if (endsAt !== null) return 'over';
  if (live > 0) return 'on';
  if (startsAt > nowMs) return 'ahead';
  return nowMs - startsAt >= overAfterMs ? 'over' : 'on';
}
