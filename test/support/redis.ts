import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { spawnRedisProcess } from '../../server/registry/redisProcess.ts';
import { freePort } from './server.ts';

export type TestRedis = {
  url: string;
  port: number;
  redis: Redis;
  pid(): number;
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
};

/**
 * A Redis for one test, which may stop and restart it; `flags` are those of `redis-server`. It ends with the test's process,
 * also if the test fails before it could say how to close it.
 */
export async function startRedis(flags: string[] = ['--appendonly', 'yes']): Promise<TestRedis> {
  const directory = await mkdtemp(join(tmpdir(), 'polyscope-redis-'));
  const port = await freePort();
  const launch = () =>
    spawnRedisProcess(['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, ...flags], directory);
  let child = launch();
  const redis = new Redis(port, '127.0.0.1', { retryStrategy: () => 50, maxRetriesPerRequest: null });
  redis.on('error', () => undefined);
  await redis.ping();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    redis,
    pid: () => child.pid,
    stop: () => child.stop(),
    async start() {
      child = launch();
      await redis.ping();
    },
    async close() {
      redis.disconnect();
      await child.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
