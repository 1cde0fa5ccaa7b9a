import type { Fields, LogEntry, LogQuery, Target } from '../../../shared/curationLog.ts';

/** Fulfilled by `server/registry`: every method throws `registryDown` while Redis cannot serve. */

/** What a decision changes, and its line in the log: both are written, or neither. */
export type RecordChange = {
  event: string;
  target: Target;
  patch: Fields;
  /**
   * The record of a target about which nothing was decided yet; without it, an unknown target is answered `unknown`.
   */
  base?: Fields;
  /** Only if the record is still of this version. */
  ifVersion?: number | undefined;
  /** Puts back what this entry changed, where nobody has changed it since; `patch` is not used. */
  undoes?: number | undefined;
  /** The line is written though nothing changes. */
  isNote?: boolean;
  /** Without it, no line is written: a change that no moderator and no spectator made. */
  line?: Omit<LogEntry, 'id' | 'before' | 'after' | 'undoes' | 'undoneBy'>;
  /** By digest: what to know of whoever comes from there; `null` deletes what this perspective left there. */
  admissions?: Record<string, AdmissionRecord | null> | undefined;
};

export type Changed =
  | { is: 'changed'; record: Fields & { version: number }; entry: LogEntry | null }
  | { is: 'same'; record: Fields & { version: number } }
  | { is: 'changedSince' }
  | { is: 'unknown' };

/** A ban or trust that holds for whoever comes from a digest of a camera, a device or a network. */
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
  /** Throws `changedSince` also where others changed the record again and again meanwhile. */
  change(change: RecordChange): Promise<Changed>;
  /** The newest lines that are wanted, oldest first. */
  read(event: string, query: LogQuery): Promise<LogEntry[]>;
  entry(event: string, id: number): Promise<LogEntry | null>;
  /** What is known by each of these digests, in their order. */
  admissions(event: string, digests: string[]): Promise<(AdmissionRecord | null)[]>;
};
