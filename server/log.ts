import { type Logger, pino } from 'pino';

export type Log = Logger;

/** One logger for the process. Tokens, camera ids and exact places have no business in it. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    redact: { paths: ['token', '*.token', 'cameraId', '*.cameraId', 'place', '*.place'], remove: true },
  });
}
