export const reportReasons = ['danger', 'hate', 'nudity', 'privacy', 'spam', 'other'] as const;
export type ReportReason = (typeof reportReasons)[number];

/** Weights of urgency: one report of danger outweighs nine of `other`. */
const weights: Record<ReportReason, number> = { danger: 10, hate: 6, nudity: 6, privacy: 5, spam: 2, other: 1 };
/** A report loses half its weight in this time: the cause is over, or others report it again. */
const halfLifeMs = 5 * 60_000;

export type Report = { reason: ReportReason; at: number };

/** Weight of the reason × how many × how recent; 0 without reports. */
export function urgencyOf(reports: readonly Report[], now: number): number {
  const recency = ({ at }: Report) => 0.5 ** (Math.max(0, now - at) / halfLifeMs);
  const sum = reports.reduce((total, report) => total + weights[report.reason] * recency(report), 0);
  return Math.round(sum * 100) / 100;
}

/**
 * How many people these reports count for, by network: one network never counts as two, however many cookies it has.
 */
export function voicesOf(networks: readonly string[]): number {
  const counts = Map.groupBy(networks, (network) => network);
  return [...counts.values()].reduce((sum, { length }) => sum + 2 - 0.5 ** (length - 1), 0);
}

/** The reason with the largest weight, for an entry in the log. */
export function gravestOf(reports: readonly Report[]): ReportReason | null {
  const ranked = [...reports].sort((a, b) => weights[b.reason] - weights[a.reason]);
  return ranked[0]?.reason ?? null;
}
