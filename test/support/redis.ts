import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
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

/** A Redis for one test, which may stop and restart it; `flags` are those of `redis-server`. */
export async function startRedis(flags: string[] = ['--appendonly', 'yes']): Promise<TestRedis> {
  const directory = await mkdtemp(join(tmpdir(), 'polyscope-redis-'));
  const port = await freePort();
  const launch = () =>
    spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, ...flags], {
      stdio: 'ignore',
    });
  let child = launch();
  const redis = new Redis(port, '127.0.0.1', { retryStrategy: () => 50, maxRetriesPerRequest: null });
  redis.on('error', () => undefined);
  await redis.ping();
  const stop = () =>
    new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGTERM');
    });
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    redis,
    pid: () => child.pid ?? 0,
    stop,
    async start() {
      child = launch();
      await redis.ping();
    },
    async close() {
      redis.disconnect();
      if (child.exitCode === null) await stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
