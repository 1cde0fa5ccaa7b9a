import type { Fields, LogEntry, LogQuery, Target } from '../../../shared/curationLog.ts';

/** Fulfilled by `server/registry`: every method throws `registryDown` while Redis cannot serve. */

/** A change by a decision, and its entry in the log: both are written, or neither. */
export type RecordChange = {
  event: string;
  target: Target;
  patch: Fields;
  /** The initial record of a target without decisions; without it, an unknown target is answered `unknown`. */
  base?: Fields;
  /** Only if the record is still of this version. */
  ifVersion?: number | undefined;
  /** Restores what this entry changed, if nobody has changed it since; `patch` is not used. */
  undoes?: number | undefined;
  /** An entry is written even if nothing changes. */
  isNote?: boolean;
  /** Absent for changes that neither a moderator nor a spectator made: no entry is written. */
  entry?: Omit<LogEntry, 'id' | 'before' | 'after' | 'undoes' | 'undoneBy'>;
  /** Admission records by digest; `null` deletes the one that this perspective left there. */
  admissions?: Record<string, AdmissionRecord | null> | undefined;
};

export type Changed =
  | { is: 'changed'; record: Fields & { version: number }; entry: LogEntry | null }
  | { is: 'same'; record: Fields & { version: number } }
  | { is: 'changedSince' }
  | { is: 'unknown' };

/** A ban or trust of a camera, a device or a network, stored by digest. */
export type AdmissionRecord = {
  is: 'banned' | 'trusted';
  /** The perspective about which it was decided. */
  perspective: string;
  /** When, ms (wall clock). */
  at: number;
  /** ms (wall clock); null for as long as the event's personal data is kept. */
  until: number | null;
};

export type CurationLog = {
  /** Throws `changedSince`; also if others keep changing the record while it is being written. */
  change(change: RecordChange): Promise<Changed>;
  /** The newest entries that match, oldest first. */
  read(event: string, query: LogQuery): Promise<LogEntry[]>;
  entry(event: string, id: number): Promise<LogEntry | null>;
  /** The admission record of each of these digests, in their order. */
  admissions(event: string, digests: string[]): Promise<(AdmissionRecord | null)[]>;
};
