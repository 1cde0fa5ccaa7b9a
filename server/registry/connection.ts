import { Redis } from 'ioredis';
import { Refusal } from '../../shared/refusals.ts';
import type { Log } from '../log.ts';
import { startPrivateRedis } from './privateRedis.ts';

/** How long Redis may take to answer at start before we say that it is not there. */
const firstAnswerWithinMs = 15_000;

export type Connection = {
  redis: Redis;
  isUp(): Promise<boolean>;
  /** How long Redis takes to answer now, ms; null where it does not. */
  answerMs(): Promise<number | null>;
  close(): Promise<void>;
};

/** The Redis that cannot be used, in a sentence for whoever starts the server. */
export class RegistryUnreachable extends Error {}

/** Connects to `url`, or to a private server that keeps its files in `directory`. */
export async function connectRegistry(url: string | undefined, directory: string, log: Log): Promise<Connection> {
  let fault = '';
  const own = url
    ? undefined
    : await startPrivateRedis(directory, (why) => {
        fault = why;
        log.error(why);
      });
  const options = {
    maxRetriesPerRequest: 2,
    connectTimeout: 3_000,
    commandTimeout: 5_000,
    retryStrategy: (times: number) => Math.min(50 * times, 1_000),
  };
  const redis = own ? new Redis({ ...options, path: own.socketPath }) : new Redis(url ?? '', options);
  redis.on('error', (error: Error) => {
    fault ||= error.message;
    log.debug({ error: error.message }, 'redis');
  });

  const close = async () => {
    redis.disconnect();
    await own?.close();
  };
  const deadline = Date.now() + firstAnswerWithinMs;
  while (redis.status !== 'ready') {
    if (Date.now() > deadline || fault.includes('no redis-server')) {
      await close();
      const where = url ? `Redis at ${withoutPassword(url)} does not answer` : 'The private Redis did not start';
      throw new RegistryUnreachable(
        `${where} (${fault || 'no answer'}). Start it, or set REDIS_URL; unset, the server starts its own.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const answerMs = async () => {
    const askedAt = performance.now();
    return redis.ping().then(
      () => performance.now() - askedAt,
      () => null,
    );
  };
  return { redis, isUp: async () => (await answerMs()) !== null, answerMs, close };
}

/** Up to the last `@`: some passwords have one, or a slash. */
export function withoutPassword(url: string): string {
  return url.replace(/\/\/.*@/, '//');
}

/** Runs a command; an unreachable Redis becomes a refusal that a user can read. */
export async function reach<T>(command: () => Promise<T>): Promise<T> {
  try {
    return await command();
  } catch (error) {
    if (
      error instanceof Error &&
      /ECONN|ENOENT|EPIPE|max retries|timed out|Connection is closed/i.test(`${error.name} ${error.message}`)
    ) {
      throw new Refusal('registryDown');
    }
    throw error;
  }
}
