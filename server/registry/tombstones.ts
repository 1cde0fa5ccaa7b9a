import { createHash } from 'node:crypto';
import type { ChainableCommander } from 'ioredis';
import { keys } from './keys.ts';

/** Tombstones kept per event: more than a night has, within a megabyte. */
const maxTombstones = 10_000;

/** KEYS tombstones; ARGV digest, most to keep, seconds to keep. */
const addScript = `
redis.call('ZADD', KEYS[1], redis.call('TIME')[1], ARGV[1])
redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return 0`;

/** The digest under which a taken-back perspective is remembered; its id cannot be recovered from it. */
export const tombstoneOf = (event: string, id: string): string =>
  createHash('sha256').update(`${event}/${id}`).digest('base64url');

/** After this step no server writes the perspective again. */
export function addTombstone(step: ChainableCommander, event: string, id: string): void {
  const { of, ttl } = keys.tombstones;
  step.eval(addScript, 1, of(event), tombstoneOf(event, id), maxTombstones, ttl);
}
