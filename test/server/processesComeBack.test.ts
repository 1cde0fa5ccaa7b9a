import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, describe, expect, it } from 'vitest';
import { isAlive, processesAt, redisOf } from '../support/processes.ts';
import { createRig } from '../support/rig.ts';
import { startServer } from '../support/server.ts';
import { workersOf } from '../support/workers.ts';

const rig = await createRig();
const { event } = await rig.openEvent({ title: 'Held by Redis' });
const { pid } = rig.server;
/** Printed with the measured time: a busy machine may take longer. */
const promisedMs = 5_000;
const soon = { interval: 100 };

const title = async () => (await rig.http(`/api/events/${event.id}`)).body as { event?: { title: string } };
/** Waits for another Redis with its guard and the same data. */
async function isBack(before: number): Promise<void> {
  const from = performance.now();
  await expect.poll(() => redisOf(pid).guard?.parent ?? before, soon).not.toBe(before);
  await expect.poll(title, soon).toMatchObject({ event: { title: 'Held by Redis' } });
  await expect.poll(() => isAlive(before), soon).toBe(false);
  say('Redis', from);
}
/** Prints how long it took on this machine. */
function say(what: string, from: number): void {
  const ms = Math.round(performance.now() - from);
  console.log(`${what} is back after ${ms} ms${ms > promisedMs ? `: later than ${promisedMs} ms` : ''}`);
}
const seen = () => {
  const { redis, guard, socketPath } = redisOf(pid);
  if (!redis || !guard) throw new Error('there is no Redis, or no guard');
  return { redis: redis.pid, guard: guard.pid, socketPath };
};

describe('the private Redis is back with its data', () => {
  it.each(['SIGKILL', 'SIGTERM', 'SIGSTOP', 'SIGSEGV'] as const)('after %s', async (signal) => {
    const { redis } = seen();
    process.kill(redis, signal);
    await isBack(redis);
  });

  it('the same process after a disk stall longer than one check', async () => {
    const { redis, socketPath } = seen();
    const other = new Redis(socketPath);
    await other.client('PAUSE', 4_000, 'ALL');
    expect(await other.ping()).toBe('PONG');
    other.disconnect();
    await expect.poll(title, soon).toMatchObject({ event: { title: 'Held by Redis' } });
    expect(seen().redis).toBe(redis);
  });

  it('a new process if it hangs for good, after SIGTERM and only then SIGKILL', async () => {
    const { redis, socketPath } = seen();
    const other = new Redis(socketPath, { retryStrategy: null });
    other.on('error', () => undefined);
    await other.client('PAUSE', 120_000, 'ALL');
    // After three checks in a row without an answer.
    await expect.poll(() => redisOf(pid).redis?.pid ?? redis, { timeout: 25_000 }).not.toBe(redis);
    await isBack(redis);
    expect(rig.server.output().match(/"exitCode":0/g)).not.toBeNull();
    other.disconnect();
  });

  it('after its guard was killed, which would have ended it with the server', async () => {
    const { redis, guard } = seen();
    process.kill(guard, 'SIGKILL');
    await isBack(redis);
  });

  it('after its guard was stopped, and it was killed', async () => {
    const { redis, guard } = seen();
    process.kill(guard, 'SIGSTOP');
    process.kill(redis, 'SIGKILL');
    await isBack(redis);
    await expect.poll(() => isAlive(guard), soon).toBe(false);
  });

  it('after the directory of its socket was cleaned away', async () => {
    const { redis, socketPath } = seen();
    rmSync(dirname(socketPath), { recursive: true });
    await isBack(redis);
  });

  it('after its pid file could not be written for a while: there are never two', async () => {
    const { redis, socketPath } = seen();
    const note = join(rig.server.dataDirectory, 'redis', 'redis.pid');
    rmSync(note);
    mkdirSync(note);
    const failures = () => rig.server.output().match(/the private redis-server ended/g)?.length ?? 0;
    const before = failures();
    process.kill(redis, 'SIGKILL');
    let highest = 0;
    await expect
      .poll(() => {
        const all = processesAt(socketPath).filter(({ name }) => name === 'redis-server');
        highest = Math.max(highest, all.length);
        return failures() - before;
      }, soon)
      .toBeGreaterThan(3);
    rmSync(note, { recursive: true });
    await isBack(redis);
    expect(highest).toBeLessThanOrEqual(1);
  });

  it('after five deaths in a row, and the log says each', async () => {
    for (let time = 0; time < 5; time += 1) {
      const { redis } = seen();
      process.kill(redis, 'SIGKILL');
      await isBack(redis);
    }
    expect(rig.server.output().match(/the private redis-server ended; starting it again/g)?.length).toBeGreaterThan(9);
  });
});

describe('a media worker', () => {
  it.each(['SIGKILL', 'SIGSTOP', 'SIGABRT'] as const)('is replaced after %s', async (signal) => {
    const [worker = 0] = workersOf(pid);
    process.kill(worker, signal);
    const from = performance.now();
    await expect.poll(() => workersOf(pid).some((each) => each !== worker), soon).toBe(true);
    await expect.poll(() => workersOf(pid).includes(worker), soon).toBe(false);
    await expect.poll(async () => (await rig.http('/readyz')).status, soon).toBe(200);
    say('A worker', from);
  });

  it('is not replaced after the server itself was stopped', async () => {
    const [before, { redis }] = [workersOf(pid), seen()];
    process.kill(pid, 'SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 4_500));
    process.kill(pid, 'SIGCONT');
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect((await rig.http('/readyz')).status).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(workersOf(pid)).toEqual(before);
    expect(redisOf(pid).redis?.pid).toBe(redis);
  });
});

// Each starts several servers, which takes long on a busy machine.
describe('nothing outlives a server', { timeout: 90_000 }, () => {
  const started: Awaited<ReturnType<typeof startServer>>[] = [];
  afterAll(async () => {
    for (const each of started) await each.close();
  });

  it.each([
    ['running', () => undefined],
    ['stopped', (redis: number) => process.kill(redis, 'SIGSTOP')],
  ])('that is killed while its Redis is %s; the next has the same data', async (_state, hurt) => {
    const first = await startServer();
    started.push(first);
    const { redis, socketPath } = redisOf(first.pid);
    const workers = workersOf(first.pid);
    hurt(redis?.pid ?? 0);
    await first.stop('SIGKILL');
    // At once, while the old Redis may still use its files.
    const next = await startServer({ dataDirectory: first.dataDirectory });
    started.push(next);
    await expect.poll(() => [redis?.pid ?? 0, ...workers].filter(isAlive), soon).toEqual([]);
    await expect.poll(() => existsSync(dirname(socketPath)), soon).toBe(false);
    const { events } = await (await fetch(`${next.url}/api/events`)).json();
    expect(events).toHaveLength(1);
    await next.stop();
  });
});
