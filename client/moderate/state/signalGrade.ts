import type { PerspectiveStatus } from '../../../shared/conversations/moderator.ts';
import type { Perspective } from '../../../shared/domain.ts';

export type Grade = 'good' | 'fair' | 'poor';
export const grades = ['good', 'fair', 'poor'] as const;

/** From here on losses are seen: as a picture that freezes now and then, and as one that does so all the time. */
const fairLoss = 0.03;
const poorLoss = 0.1;
/** Of 10, as the media server judges what arrives. */
const fairScore = 7;
const poorScore = 4;

function measured({ lostShare, score }: PerspectiveStatus): Grade {
  if (lostShare >= poorLoss || score < poorScore) return 'poor';
  return lostShare >= fairLoss || score < fairScore ? 'fair' : 'good';
}

/** How well a phone's picture comes: the worse of what arrives and of what the phone says itself; null if unknown. */
export function gradeOf({ backstage, media }: Perspective, status: PerspectiveStatus | undefined): Grade | null {
  const told = backstage?.health?.network;
  // Nothing is measured of a camera that is switched off.
  const known = [...(status && media.video ? [measured(status)] : []), ...(told ? [told] : [])];
  return known.sort((a, b) => grades.indexOf(b) - grades.indexOf(a))[0] ?? null;
}

/** Worst first: what a moderator should look at. */
export function worstOf(all: readonly PerspectiveStatus[], most: number): PerspectiveStatus[] {
  return [...all]
    .sort((a, b) => a.score - b.score || b.lostShare - a.lostShare)
    .filter((each) => measured(each) !== 'good')
    .slice(0, most);
}
