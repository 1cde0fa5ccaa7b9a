import { type Logger, pino } from 'pino';

export type Log = Logger;

/** Fields that are never logged, up to two levels deep. */
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

/** The process's logger. It logs nothing about persons: no address, no place, no key. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    serializers: { error: describeError },
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), remove: true },
  });
}

/** An error's name, message and stack, without its other fields: ioredis attaches the command, with tokens and places. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack = '' } = error;
  // The message quotes what could not be parsed, and the stack begins with the message.
  if (error instanceof SyntaxError)
    return { name, stack: stack.split('\n').filter((line) => line.startsWith('    at ')) };
  return { name, message, stack };
}
