import type { Place } from '../../shared/domain.ts';
import { distanceM } from '../../shared/geo.ts';

/** A phone that lies still is seen to wander by so much. */
const wanderM = 8;
/** A hand that holds a phone turns by less without meaning it. */
const wanderDegrees = 15;

function hasTurned(before: number | undefined, now: number | undefined): boolean {
  if (before === undefined || now === undefined) return before !== now;
  return Math.abs(((now - before + 540) % 360) - 180) >= wanderDegrees;
}

/** Whether a place is different enough from the one before to be worth telling. */
export function isWorthTelling(before: Place, now: Place): boolean {
  if (before.precision === 'off' || now.precision === 'off') return before.precision !== now.precision;
  if (before.precision !== now.precision || hasTurned(before.heading, now.heading)) return true;
  // An area moves from one fixed cell to another: that is always news.
  return distanceM(before, now) > (now.precision === 'area' ? 1 : wanderM);
}
