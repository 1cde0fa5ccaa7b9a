import { isWanted, type LogEntry, type LogQuery } from '../../shared/curationLog.ts';
import type { CurationLog } from './ports.ts';

/** The lines of an event's log that somebody asks for, oldest first. */
export function createReadLog(log: CurationLog) {
  return async function readLog(event: string, query: LogQuery): Promise<LogEntry[]> {
    return (await log.read(event)).filter((entry) => isWanted(entry, query));
  };
}

export type ReadLog = ReturnType<typeof createReadLog>;
