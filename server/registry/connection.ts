import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Log } from '../log.ts';
import { type CircuitBreaker, createCircuitBreaker } from './circuitBreaker.ts';
import { incompatibility } from './incompatibility.ts';
import { type PrivateRedis, startPrivateRedis } from './privateRedis.ts';

/** How long Redis may take at start before we give up. */
const readyWithinMs = 15_000;
const pollEveryMs = 20;

/**
 * Longer than a distant Redis takes (500 ms each way), and short enough that two such waits in a row stay below a
 * page's timeout of 8 s.
 */
const commandTimeoutMs = 2_500;

export type Connection = Pick<CircuitBreaker, 'health' | 'onBack'> &
  Pick<PrivateRedis, 'hasDamagedCopies' | 'close'> & { redis: Redis };

/** The configured Redis cannot be used; the message is for the operator. */
export class RegistryUnreachable extends Error {}

const redisOptions = {
  maxRetriesPerRequest: 2,
  connectTimeout: 3_000,
  commandTimeout: commandTimeoutMs,
  // A Redis that hangs does not close its side of the connection.
  disconnectTimeout: 200,
  maxLoadingRetryTime: 500,
  retryStrategy: (times: number) => Math.min(50 * times, 1_000),
};

/** Errors that waiting does not fix: a wrong password, host name or certificate. */
const finalPattern = /WRONGPASS|NOAUTH|invalid.*password|ENOTFOUND|CERT|self.signed|wrong version number/i;

type Unusable = { problem: string; advice: string };

/**
 * Waits up to 15 s until Redis takes a write. Returns null then, otherwise what is wrong; at once for an error that
 * waiting does not fix.
 */
async function findProblem(
  redis: Redis,
  breaker: CircuitBreaker,
  url: string | undefined,
  connectError: () => string,
): Promise<Unusable | null> {
  const deadline = performance.now() + readyWithinMs;
  let why = '';
  for (;;) {
    if (redis.status === 'ready') {
      const reason = await incompatibility(redis);
      if (reason) {
        const advice = url ? 'Set REDIS_URL to another one; unset, the server starts its own.' : 'Install a newer one.';
        return { problem: `cannot be used: ${reason}`, advice };
      }
      const health = await breaker.health();
      if ('answerMs' in health) return null;
      why = health.why;
    }
    const isFinal = finalPattern.test(connectError());
    if (isFinal || performance.now() > deadline) {
      const problem = why ? 'cannot be used' : url ? 'does not answer' : 'did not start';
      const advice = 'Start it, or set REDIS_URL; unset, the server starts its own.';
      return { problem: `${problem} (${why || connectError() || 'no answer'})`, advice };
    }
    await pause(pollEveryMs);
  }
}

/**
 * Connects to the Redis at `url`, or starts a private one that keeps its files in `directory`. Throws
 * `RegistryUnreachable` or `RedisUnavailable` if it cannot be used.
 */
export async function connectRegistry(url: string | undefined, directory: string, log: Log): Promise<Connection> {
  let connectError = '';
  const privateRedis = url ? undefined : await startPrivateRedis(directory, log);
  const redis = privateRedis
    ? new Redis({ ...redisOptions, path: privateRedis.socketPath })
    : new Redis(url ?? '', redisOptions);
  redis.on('error', (error: Error) => {
    connectError ||= error.message;
    log.debug({ error }, 'redis');
  });
  const breaker = createCircuitBreaker(redis, log);
  const close = async () => {
    breaker.close();
    redis.disconnect();
    await privateRedis?.close();
  };

  const unusable = await findProblem(redis, breaker, url, () => connectError);
  if (unusable) {
    await close();
    const which = url ? `Redis at ${withoutPassword(url)}` : 'The private Redis';
    throw new RegistryUnreachable(`${which} ${unusable.problem}. ${unusable.advice}`);
  }
  const { health, onBack } = breaker;
  return { redis, health, onBack, hasDamagedCopies: privateRedis?.hasDamagedCopies ?? (() => false), close };
}

/** Up to the last `@`: passwords may contain one, or a slash. */
export function withoutPassword(url: string): string {
  return url.replace(/\/\/.*@/, '//');
}
