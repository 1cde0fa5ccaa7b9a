import type { Fields, LogEntry } from '../../shared/curationLog.ts';
import type { AdmissionRecord, Change, Changed } from '../events/ports/curationLog.ts';

type Stored = Fields & { version: number };
/** What stands in the registry before a change, as it is kept and as it is read; null where there is nothing. */
export type Kept = {
  bytes: Buffer | null;
  record: Fields | null;
  undone: { text: string; entry: LogEntry; lines: number } | null;
  admissions: { text: string; admission: AdmissionRecord | null }[];
};
/** What is to be written; null for what stays. */
export type Changing = {
  is: 'changing';
  record: Stored | null;
  /** The record from then on. */
  after: Stored;
  undone: LogEntry | null;
  line: Omit<LogEntry, 'id'> | null;
  /** Whether a perspective was sent away, or let back. */
  isOut: boolean | null;
};

/** What a move comes to, given what is kept. Moves set fields, they never toggle: the same move twice changes nothing. */
export function changeOf(change: Change, kept: Kept): Changing | Exclude<Changed, { is: 'changed' }> {
  const { undoes, ifVersion, base, line, isNote = false } = change;
  const record = kept.record ?? base;
  if (!record) return { is: 'unknown' };
  const version = typeof record.version === 'number' ? record.version : 0;
  if (ifVersion !== undefined && version !== ifVersion) return { is: 'changedSince' };
  const undone = undoes === undefined ? null : (kept.undone?.entry ?? null);
  if (undoes !== undefined && !undone) return { is: 'unknown' };
  if (undone && undone.undoneBy !== null) return { is: 'changedSince' };

  const patch = Object.entries(undone ? undone.before : change.patch);
  const changed = patch.filter(([name, value]) => (record[name] ?? null) !== value);
  if (undone && changed.some(([name]) => (record[name] ?? null) !== undone.after[name])) return { is: 'changedSince' };
  if (changed.length === 0 && !isNote) return { is: 'same', record: { ...record, version } };

  const before = Object.fromEntries(changed.map(([name]) => [name, record[name] ?? null]));
  const after = Object.fromEntries(changed);
  const next: Stored = { ...record, ...after, version: version + (changed.length > 0 ? 1 : 0) };
  const id = (kept.undone?.lines ?? 0) + 1;
  return {
    is: 'changing',
    record: changed.length > 0 ? next : null,
    after: next,
    undone: undone && line ? { ...undone, undoneBy: id } : null,
    line: line ? { ...line, before, after, undoes: undoes ?? null, undoneBy: null } : null,
    isOut: 'out' in after ? after.out !== 'no' : null,
  };
}
