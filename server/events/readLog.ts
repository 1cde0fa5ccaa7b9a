import type { LogEntry, LogQuery } from '../../shared/curationLog.ts';
import type { CurationLog } from './ports.ts';

/** The lines of an event's log that somebody asks for, oldest first. */
export function createReadLog(log: CurationLog) {
  return function readLog(event: string, query: LogQuery): Promise<LogEntry[]> {
    return log.read(event, query);
  };
}

export type ReadLog = ReturnType<typeof createReadLog>;
