import { type Logger, pino } from 'pino';

export type Log = Logger;

/** One logger for the process. Tokens, camera ids and exact places have no business in it. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    serializers: { error: describeError },
    redact: { paths: ['token', '*.token', 'cameraId', '*.cameraId', 'place', '*.place'], remove: true },
  });
}

/** An error's name and way, without what hangs on it: Redis's carry the command, with tokens and places in it. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack = '' } = error;
  // What could not be parsed is quoted in the message, and the message in the stack.
  if (error instanceof SyntaxError)
    return { name, stack: stack.split('\n').filter((line) => line.startsWith('    at ')) };
  return { name, message, stack };
}
