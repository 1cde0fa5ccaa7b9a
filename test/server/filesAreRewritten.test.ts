import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { createCircuitBreaker } from '../../server/registry/circuitBreaker.ts';
import { startCompaction } from '../../server/registry/compaction.ts';
import { startRedis } from '../support/redis.ts';
import { startServer } from '../support/server.ts';

const { redis, url, close } = await startRedis();
const opened: { close(): unknown }[] = [];
afterAll(async () => {
  for (const each of opened) await each.close();
  await close();
});
const directory = ((await redis.config('GET', 'dir')) as string[])[1] ?? '';
// Compressed values could not be searched for.
await redis.config('SET', 'rdbcompression', 'no');

const isOnDisk = (text: string) =>
  readdirSync(directory, { recursive: true, withFileTypes: true }).some((entry) => {
    try {
      return entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(text);
    } catch {
      // Redis may have just deleted it.
      return false;
    }
  });
/** Pauses for as long as a rewrite took, at most: on a busy machine that may be a second. */
const keep = (over: Redis, hasCopies = () => false) => {
  const logged: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line) => void logged.push(line) });
  const kept = startCompaction(over, log, hasCopies, { checkEveryMs: 20, restMs: 0, maxShare: 1 });
  // A test that failed must not rewrite during the next one.
  onTestFinished(() => kept.close());
  return { ...kept, logged };
};
const openBreaker = (over: Redis) => {
  const logged: string[] = [];
  const breaker = createCircuitBreaker(over, pino({ level: 'warn' }, { write: (line) => void logged.push(line) }));
  opened.push(breaker);
  return { ...breaker, logged };
};
const rewrites = async () => Number(/total_forks:(\d+)/.exec(await redis.info())?.[1]);
/** The one at the start, since earlier changes are unknown. */
const firstRewrite = async (earlier: number) => {
  await expect.poll(rewrites).toBeGreaterThan(earlier);
  await expect.poll(() => redis.info('persistence')).toContain('aof_rewrite_in_progress:0');
};

describe('an external Redis', () => {
  it('rewrites its append-only file after any deletion, replacement or expiry, and only then', async () => {
    await redis.config('SET', 'save', '');
    await redis.set('deleted', 'Anna deleted');
    await redis.set('replaced', 'Anna replaced');
    await redis.set('expired', 'Anna expired');
    await expect.poll(() => isOnDisk('Anna expired')).toBe(true);
    const kept = keep(redis);
    await redis.del('deleted');
    await redis.set('replaced', 'Bert stays');
    await redis.pexpire('expired', 1);
    for (const gone of ['Anna deleted', 'Anna replaced', 'Anna expired']) {
      await expect.poll(() => isOnDisk(gone), { message: gone }).toBe(false);
    }
    expect(isOnDisk('Bert stays')).toBe(true);
    expect(kept.erasedWithinSeconds()).toBe(60);
    await kept.close();
    const before = await rewrites();
    await keep(redis).close();
    // Once at the start, since earlier changes are unknown; then no more.
    expect((await rewrites()) - before).toBe(1);
  });

  it('promises no deletion while its files cannot be rewritten or a copy of a damaged one is kept', async () => {
    let copies = true;
    const earlier = await rewrites();
    const kept = keep(redis, () => copies);
    await firstRewrite(earlier);
    expect(kept.erasedWithinSeconds()).toBeNull();
    copies = false;
    await expect.poll(() => kept.erasedWithinSeconds()).toBe(60);
    // A directory stands in the way of the next file, so the rewrite fails as on a full disk.
    const inTheWay = join(directory, 'appendonlydir');
    const next = () => {
      const numbers = readdirSync(inTheWay).map((name) => Number(/(\d+)\.incr/.exec(name)?.[1] ?? 0));
      return join(inTheWay, `appendonly.aof.${Math.max(...numbers) + 1}.incr.aof`);
    };
    const name = next();
    mkdirSync(name);
    await redis.set('changed', 'Dora');
    await expect.poll(() => kept.erasedWithinSeconds()).toBeNull();
    rmSync(name, { recursive: true });
    await expect.poll(() => kept.erasedWithinSeconds()).toBe(60);
    expect(kept.logged.filter((line) => line.includes('could not rewrite'))).toHaveLength(1);
    await kept.close();
  });

  it('does not rewrite for health checks, but does after data is taken back', async () => {
    const over = new Redis(url);
    opened.push({ close: () => over.disconnect() });
    const { health } = openBreaker(over);
    await health();
    await over.set('taken back', 'Dora taken back');
    const earlier = await rewrites();
    const kept = keep(over);
    await firstRewrite(earlier);
    const before = await rewrites();
    for (let attempt = 0; attempt < 20; attempt += 1) expect(await health()).toHaveProperty('answerMs');
    // Enough later checks that would have seen a change.
    const infoCalls = async () => Number(/cmdstat_info:calls=(\d+)/.exec(await redis.info('commandstats'))?.[1]);
    const from = await infoCalls();
    await expect.poll(infoCalls).toBeGreaterThan(from + 30);
    expect(await rewrites()).toBe(before);
    await over.del('taken back');
    await expect.poll(() => isOnDisk('Dora taken back')).toBe(false);
    expect(await rewrites()).toBeGreaterThan(before);
    await kept.close();
  });

  it('rewrites its snapshots if it keeps any', async () => {
    await redis.config('SET', 'appendonly', 'no');
    await redis.config('SET', 'save', '3600 100000');
    await redis.set('snapped', 'Clara snapped');
    await redis.save();
    expect(isOnDisk('Clara snapped')).toBe(true);
    const kept = keep(redis);
    await redis.del('snapped');
    // The old append-only file is not ours to rewrite, and stays.
    await expect.poll(() => readFileSync(join(directory, 'dump.rdb')).includes('Clara')).toBe(false);
    await kept.close();
  });

  it('that forbids rewrites is logged once, and no deletion is promised', async () => {
    await redis.call('ACL', 'SETUSER', 'guest', 'on', '>guest', '~*', '+@all', '-bgrewriteaof', '-config');
    const guest = new Redis(url.replace('//', '//guest:guest@'));
    opened.push({ close: () => guest.disconnect() });
    const breaker = openBreaker(guest);
    const kept = keep(guest);
    await expect.poll(() => kept.erasedWithinSeconds()).toBeNull();
    await kept.close();
    expect(kept.logged).toHaveLength(1);
    expect(kept.logged[0]).toContain('docs/operating.md');
    expect(await breaker.health()).toHaveProperty('answerMs');
    expect(breaker.logged).toEqual([]);
  });

  it('that forbids rewrites works for a server, which logs one line', async () => {
    await redis.call('ACL', 'SETUSER', 'keeper', 'on', '>keeper', '~*', '&*', '+@all', '-bgrewriteaof', '-config');
    const server = await startServer({ env: { REDIS_URL: url.replace('//', '//keeper:keeper@') } });
    opened.push(server);
    await expect.poll(() => server.output()).toContain('lets nobody rewrite its files');
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    expect((await fetch(`${server.url}/api/events`)).status).toBe(200);
    expect(server.output()).not.toContain('the registry is down');
  });
});
