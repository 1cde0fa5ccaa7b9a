import type { PerspectiveStatus } from '../../../shared/conversations/moderator.ts';
import type { Perspective } from '../../../shared/domain.ts';

export type Grade = 'good' | 'fair' | 'poor';
export const grades = ['good', 'fair', 'poor'] as const;

/** Loss from which a picture freezes now and then, and constantly. */
const fairLoss = 0.03;
const poorLoss = 0.1;
/** mediasoup's producer score, of 10. */
const fairScore = 7;
const poorScore = 4;

function measured({ lostShare, score }: PerspectiveStatus): Grade {
  if (lostShare >= poorLoss || score < poorScore) return 'poor';
  return lostShare >= fairLoss || score < fairScore ? 'fair' : 'good';
}

/** A phone's connection: the worse of what the server measures and what the phone reports; null if unknown. */
export function gradeOf({ backstage, media }: Perspective, status: PerspectiveStatus | undefined): Grade | null {
  const reportedByPhone = backstage?.health?.network;
  // There is no measurement while the camera is off.
  const known = [...(status && media.video ? [measured(status)] : []), ...(reportedByPhone ? [reportedByPhone] : [])];
  return known.sort((a, b) => grades.indexOf(b) - grades.indexOf(a))[0] ?? null;
}

/** The worst connections, worst first. */
export function worstOf(all: readonly PerspectiveStatus[], count: number): PerspectiveStatus[] {
  return [...all]
    .sort((a, b) => a.score - b.score || b.lostShare - a.lostShare)
    .filter((each) => measured(each) !== 'good')
    .slice(0, count);
}
