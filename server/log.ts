import { type Logger, pino } from 'pino';

export type Log = Logger;

/** What has no business in a log, whatever it hangs on. */
const secrets = [
  'token',
  'secret',
  'password',
  'credential',
  'authorization',
  'cookie',
  'cameraId',
  'place',
  'address',
];

/** One logger for the process. It names nobody: no address, no place, no key. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    serializers: { error: describeError },
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), remove: true },
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
