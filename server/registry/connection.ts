import { Redis } from 'ioredis';
import { Refusal } from '../../shared/refusals.ts';
import type { Log } from '../log.ts';
import { whyUnfit } from './fitness.ts';
import { type Guard, guard } from './guard.ts';
import { outageIn } from './outages.ts';
import { type PrivateRedis, startPrivateRedis } from './privateRedis.ts';

/** How long Redis may take to answer at start before we say that it is not there. */
const firstAnswerWithinMs = 15_000;

/**
 * Longer than a distant Redis takes (500 ms each way), and short enough that a page, which gives up after 8 s, is
 * answered even where two such waits follow each other.
 */
const answerWithinMs = 2_500;

export type Connection = Pick<Guard, 'health' | 'onBack'> &
  Pick<PrivateRedis, 'hasCopies' | 'close'> & { redis: Redis };

/** The Redis that cannot be used, in a sentence for whoever starts the server. */
export class RegistryUnreachable extends Error {}

/** Faults that no waiting mends: a wrong password, a name or a certificate that is wrong. */
const finalPattern = /WRONGPASS|NOAUTH|invalid.*password|ENOTFOUND|CERT|self.signed|wrong version number/i;

/** Connects to `url`, or to a private server that keeps its files in `directory`. */
export async function connectRegistry(url: string | undefined, directory: string, log: Log): Promise<Connection> {
  let fault = '';
  const own = url ? undefined : await startPrivateRedis(directory, log);
  const options = {
    maxRetriesPerRequest: 2,
    connectTimeout: 3_000,
    commandTimeout: answerWithinMs,
    // A Redis that hangs does not say goodbye.
    disconnectTimeout: 200,
    maxLoadingRetryTime: 500,
    retryStrategy: (times: number) => Math.min(50 * times, 1_000),
  };
  const redis = own ? new Redis({ ...options, path: own.socketPath }) : new Redis(url ?? '', options);
  redis.on('error', (error: Error) => {
    fault ||= error.message;
    log.debug({ error: error.message }, 'redis');
  });

  const guarding = guard(redis, log);
  const close = async () => {
    guarding.close();
    redis.disconnect();
    await own?.close();
  };
  const deadline = Date.now() + firstAnswerWithinMs;
  let why = '';
  const at = url ? `Redis at ${withoutPassword(url)}` : 'The private Redis';
  const instead = url ? 'Set REDIS_URL to another one; unset, the server starts its own.' : 'Install a newer one.';
  for (;;) {
    const unfit = redis.status === 'ready' ? await whyUnfit(redis) : null;
    if (unfit) {
      await close();
      throw new RegistryUnreachable(`${at} cannot be used: ${unfit}. ${instead}`);
    }
    const health = redis.status === 'ready' ? await guarding.health() : { why };
    if ('answerMs' in health) break;
    why = health.why;
    if (Date.now() > deadline || finalPattern.test(fault)) {
      await close();
      const what = why ? 'cannot be used' : url ? 'does not answer' : 'did not start';
      throw new RegistryUnreachable(
        `${at} ${what} (${why || fault || 'no answer'}). Start it, or set REDIS_URL; unset, the server starts its own.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { health, onBack } = guarding;
  return { redis, health, onBack, hasCopies: own?.hasCopies ?? (() => false), close };
}

/** Up to the last `@`: some passwords have one, or a slash. */
export function withoutPassword(url: string): string {
  return url.replace(/\/\/.*@/, '//');
}

/** Runs commands; a Redis that cannot serve now becomes a refusal that a user can read. */
export async function orRegistryDown<T>(command: () => Promise<T>): Promise<T> {
  try {
    return await command();
  } catch (error) {
    throw outageIn(error) ? new Refusal('registryDown') : error;
  }
}
