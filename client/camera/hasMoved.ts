import type { Place } from '../../shared/domain.ts';
import { distanceM } from '../../shared/geo.ts';

/** GPS noise of a phone that lies still. */
const wanderM = 8;
/** Unintended movement of a hand-held phone. */
const wanderDegrees = 15;

function hasTurned(before: number | undefined, now: number | undefined): boolean {
  if (before === undefined || now === undefined) return before !== now;
  return Math.abs(((now - before + 540) % 360) - 180) >= wanderDegrees;
}

export function hasMoved(before: Place, now: Place): boolean {
  if (before.precision === 'off' || now.precision === 'off') return before.precision !== now.precision;
  if (before.precision !== now.precision || hasTurned(before.heading, now.heading)) return true;
  // An area moves between fixed cells, so any change counts.
  return distanceM(before, now) > (now.precision === 'area' ? 1 : wanderM);
}
