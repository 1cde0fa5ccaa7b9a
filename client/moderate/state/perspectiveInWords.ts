import type { Reported } from '../../../shared/conversations/moderator.ts';
import type { Perspective } from '../../../shared/domain.ts';
import { effectiveStateOf } from '../../../shared/lifecycle.ts';
import { gravestOf, reportReasons } from '../../../shared/reports.ts';
import { words } from '../../words/words.ts';

/** How long a perspective has been in its state. Not below 0, since the clocks of server and page may differ. */
export function ageOf({ since }: Pick<Perspective, 'since'>, nowMs: number): string {
  return words.moderate.duration(Math.max(0, Math.round((nowMs - since) / 1_000)));
}

/** The effective state; a held perspective without a picture says that, too. */
export function effectiveStateInWords(perspective: Perspective): string {
  const effectiveState = effectiveStateOf(perspective);
  const { effectiveStates } = words.moderate;
  const isMute = effectiveState === 'held' && (perspective.state === 'stalled' || perspective.state === 'connecting');
  return isMute ? `${effectiveStates.held} · ${effectiveStates[perspective.state]}` : effectiveStates[effectiveState];
}

/** Number of reports, and the gravest reason. */
export function reportsInWords({ count, reasons }: Reported): string {
  const given = reportReasons.filter((reason) => (reasons[reason] ?? 0) > 0);
  const worst = gravestOf(given.map((reason) => ({ reason, at: 0 }))) ?? 'other';
  return words.moderate.reported(count, words.moderate.reasons[worst]);
}

/** What the phone reports of its battery; null if it does not. */
export function batteryOf({ backstage }: Perspective): { percent: number; isCharging: boolean } | null {
  const { battery = null, isCharging = null } = backstage?.health ?? {};
  return battery === null ? null : { percent: Math.round(battery), isCharging: isCharging ?? false };
}

export function batteryInWords(perspective: Perspective): string | null {
  const battery = batteryOf(perspective);
  return battery && words.moderate.battery(words.moderate.percent(battery.percent), battery.isCharging);
}
