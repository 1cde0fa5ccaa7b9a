import { noticeOf, type RefusalNotice } from '../../shared/refusals.ts';
import { noticeIn } from './refused.ts';

const numbers = new WeakMap<object, string>();

function freshNumber(): string {
  // `randomUUID` would need a secure context.
  return [...crypto.getRandomValues(new Uint8Array(4))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What the page shows of a defect of its own; the number finds the cause in the browser's console. */
export function defectOf(fault: unknown): RefusalNotice {
  const refused = noticeIn(fault);
  if (refused) return refused;
  const known = typeof fault === 'object' && fault !== null ? numbers.get(fault) : undefined;
  const number = known ?? freshNumber();
  if (!known) {
    if (typeof fault === 'object' && fault !== null) numbers.set(fault, number);
    console.error(`defect ${number}`, fault);
  }
  return noticeOf('defect', undefined, number);
}
