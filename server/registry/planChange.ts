import type { Fields, LogEntry } from '../../shared/curationLog.ts';
import type { AdmissionRecord, Changed, RecordChange } from '../events/ports/curationLog.ts';

type VersionedFields = Fields & { version: number };
/** The stored state before a change, raw and parsed; null if there is none. */
export type StoredState = {
  bytes: Buffer | null;
  record: Fields | null;
  undone: { text: string; entry: LogEntry; lines: number } | null;
  admissions: { text: string; admission: AdmissionRecord | null }[];
};
/** The values to write; null leaves a value as it is. */
export type PlannedChange = {
  is: 'planned';
  record: VersionedFields | null;
  /** The record after the change. */
  after: VersionedFields;
  undone: LogEntry | null;
  entry: Omit<LogEntry, 'id'> | null;
  /** True if a perspective was removed or banned, false if it was let back, null if neither. */
  isRemoved: boolean | null;
};

/**
 * Works out what a change writes, given what is stored. A change sets fields and never toggles: the same one again
 * changes nothing.
 */
export function planChange(
  change: RecordChange,
  stored: StoredState,
): PlannedChange | Exclude<Changed, { is: 'changed' }> {
  const { undoes, ifVersion, base, entry, isNote = false } = change;
  const record = stored.record ?? base;
  if (!record) return { is: 'unknown' };
  const version = typeof record.version === 'number' ? record.version : 0;
  if (ifVersion !== undefined && version !== ifVersion) return { is: 'changedSince' };
  const undone = undoes === undefined ? null : (stored.undone?.entry ?? null);
  if (undoes !== undefined && !undone) return { is: 'unknown' };
  if (undone && undone.undoneBy !== null) return { is: 'changedSince' };

  const patch = Object.entries(undone ? undone.before : change.patch);
  const changed = patch.filter(([name, value]) => (record[name] ?? null) !== value);
  if (undone && changed.some(([name]) => (record[name] ?? null) !== undone.after[name])) return { is: 'changedSince' };
  if (changed.length === 0 && !isNote) return { is: 'same', record: { ...record, version } };

  const before = Object.fromEntries(changed.map(([name]) => [name, record[name] ?? null]));
  const after = Object.fromEntries(changed);
  const next: VersionedFields = { ...record, ...after, version: version + (changed.length > 0 ? 1 : 0) };
  const id = (stored.undone?.lines ?? 0) + 1;
  return {
    is: 'planned',
    record: changed.length > 0 ? next : null,
    after: next,
    undone: undone && entry ? { ...undone, undoneBy: id } : null,
    entry: entry ? { ...entry, before, after, undoes: undoes ?? null, undoneBy: null } : null,
    isRemoved: 'out' in after ? after.out !== 'no' : null,
  };
}
