import { createHash } from 'node:crypto';
import type { ChainableCommander } from 'ioredis';
import { keys } from './keys.ts';

/** Remembered of one event: more than a night has, and no more than a megabyte. */
const mostKept = 10_000;

/** KEYS taken back; ARGV digest, most kept, seconds to keep. */
const noteScript = `
redis.call('ZADD', KEYS[1], redis.call('TIME')[1], ARGV[1])
redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return 0`;

/** By what it is known that a perspective was taken back; it cannot be found again from that. */
export const takenBackName = (event: string, id: string): string =>
  createHash('sha256').update(`${event}/${id}`).digest('base64url');

/** From this step on nothing is written anew of a perspective. */
export function noteTakenBack(step: ChainableCommander, event: string, id: string): void {
  const { of, ttl } = keys.takenBack;
  step.eval(noteScript, 1, of(event), takenBackName(event, id), mostKept, ttl);
}
