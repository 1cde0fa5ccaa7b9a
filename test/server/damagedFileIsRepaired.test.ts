import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Log } from '../../server/log.ts';
import { startPrivateRedis } from '../../server/registry/privateRedis.ts';
import { startServer } from '../support/server.ts';

type Line = { level: string; what: unknown; said: string | undefined };
const lines: Line[] = [];
const write = (level: string) => (what: unknown, said?: string) => void lines.push({ level, what, said });
const log = { debug: write('debug'), warn: write('warn'), error: write('error') } as unknown as Log;
const repairsSaid = () => lines.filter(({ said }) => /append-only file/.test(said ?? ''));

const sound = await mkdtemp(join(tmpdir(), 'polyscope-sound-'));
const made: string[] = [sound];
afterAll(async () => {
  for (const each of made) await rm(each, { recursive: true, force: true });
});

async function connected<T>(directory: string, work: (redis: Redis) => Promise<T>): Promise<T> {
  const own = await startPrivateRedis(directory, log);
  const redis = new Redis({ path: own.socketPath });
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
    await own.close();
  }
}

beforeAll(async () => {
  await connected(sound, async (redis) => {
    for (let n = 0; n < 20; n += 1) await redis.set(`key-${n}`, 'x'.repeat(50));
  });
});

const manifestOf = (directory: string) => join(directory, 'appendonlydir', 'appendonly.aof.manifest');
const partOf = (directory: string, kind: string) => {
  const folder = join(directory, 'appendonlydir');
  return join(folder, readdirSync(folder).find((name) => name.includes(`.${kind}.`)) ?? '');
};
const change = (file: string, edit: (bytes: Buffer) => Buffer) => writeFileSync(file, edit(readFileSync(file)));
const zeros = Buffer.alloc(512);

/** How many of twenty keys are left after damage, and the copies of damaged files. */
async function startAfter(damage: (directory: string) => void): Promise<{ kept: number; copies: string[] }> {
  const directory = await mkdtemp(join(tmpdir(), 'polyscope-damaged-'));
  made.push(directory);
  await cp(sound, directory, { recursive: true });
  damage(directory);
  lines.length = 0;
  const kept = await connected(directory, (redis) => redis.dbsize());
  return { kept, copies: readdirSync(directory).filter((name) => name.startsWith('damaged-')) };
}

describe('a damaged append-only file is repaired; a copy is kept, and the log says what was done and lost', () => {
  it.each<[string, (bytes: Buffer) => Buffer, number, RegExp]>([
    ['cut short', (bytes) => bytes.subarray(0, -20), 19, /bytes of .*incr.* with 1 commands/],
    ['zeros at its end', (bytes) => Buffer.concat([bytes, zeros]), 20, /the last 512 of .* with 0 commands/],
    [
      'half a command at its end',
      (bytes) => Buffer.concat([bytes, Buffer.from('*3\r\n$3\r\nSE')]),
      20,
      /the last 10 of/,
    ],
    [
      'zeros in the middle',
      (bytes) => Buffer.concat([bytes.subarray(0, bytes.length / 2), zeros, bytes.subarray(bytes.length / 2 + 512)]),
      9,
      /with \d+ commands/,
    ],
  ])('%s', async (_name, edit, minKept, lost) => {
    const { kept, copies } = await startAfter((directory) => change(partOf(directory, 'incr'), edit));
    expect(kept).toBeGreaterThanOrEqual(minKept);
    expect(kept).toBeLessThanOrEqual(20);
    expect(copies).toHaveLength(1);
    const [{ level, what }] = repairsSaid() as [Line];
    expect([level, what]).toEqual(['warn', expect.objectContaining({ lost: expect.stringMatching(lost) })]);
    expect((what as { copy: string }).copy).toContain(copies[0]);
  });

  it.each<[string, (file: string) => void]>([
    ['gone', (file) => rmSync(file)],
    ['empty', (file) => writeFileSync(file, '')],
    ['zeros', (file) => writeFileSync(file, Buffer.alloc(88))],
    ['without sense', (file) => writeFileSync(file, 'hello\n')],
    [
      'of a file that is not there',
      (file) => change(file, (text) => Buffer.from(String(text).replace('1.incr', '7.incr'))),
    ],
  ])('a manifest that is %s', async (_name, damage) => {
    const { kept, copies } = await startAfter((directory) => damage(manifestOf(directory)));
    expect(kept).toBe(20);
    expect(copies).toHaveLength(1);
    expect(repairsSaid()).toMatchObject([{ level: 'warn' }]);
  });

  describe('a manifest that is gone', () => {
    const partsOf = (directory: string) =>
      readdirSync(join(directory, 'appendonlydir')).filter((name) => /base|incr/.test(name));
    /** A file rewritten after `gone` was written and deleted; `former` are the files that a Redis killed right then leaves. */
    const rewritten = async (directory: string, failures: number) => {
      const folder = join(directory, 'appendonlydir');
      const former = new Map<string, Buffer>();
      await connected(directory, async (redis) => {
        for (let time = 0; time < failures; time += 1) await beginRewriteThatFails(redis, folder);
        await redis.rpush('list', 'one', 'gone');
        await redis.lrem('list', 1, 'gone');
        for (const name of partsOf(directory)) former.set(name, readFileSync(join(folder, name)));
        await redis.bgrewriteaof();
        const isDone = async () => /aof_rewrite_in_progress:0/.test(await redis.info('persistence'));
        await expect.poll(isDone).toBe(true);
        await redis.rpush('list', 'two');
      });
      return { folder, former };
    };
    /** The rewriting child process cannot rename its file. */
    const beginRewriteThatFails = async (redis: Redis, folder: string) => {
      const temporary = `${folder}/appendonly.aof.2.base.rdb`;
      mkdirSync(join(temporary, 'in the way'), { recursive: true });
      await redis.bgrewriteaof();
      await expect
        .poll(async () =>
          /aof_rewrite_in_progress:0\r\n[\s\S]*aof_last_bgrewrite_status:err/.test(await redis.info('persistence')),
        )
        .toBe(true);
      rmSync(temporary, { recursive: true });
    };

    it.each([
      ['all that was rewritten is still there', 0, /./],
      ['and so it is after a rewrite that failed', 1, /./],
      ['its increment alone is', 0, /incr/],
    ])('reads nothing twice, and restores nothing that was deleted: %s', async (_name, failures, stays) => {
      const directory = await mkdtemp(join(tmpdir(), 'polyscope-damaged-'));
      made.push(directory);
      const { folder, former } = await rewritten(directory, failures);
      for (const [name, bytes] of former) if (stays.test(name)) writeFileSync(join(folder, name), bytes);
      rmSync(manifestOf(directory));
      expect(await connected(directory, (redis) => redis.lrange('list', 0, -1))).toEqual(['one', 'two']);
      for (const name of partsOf(directory))
        expect(readFileSync(join(folder, name)).includes('gone'), name).toBe(false);
    });
  });

  it('the manifest and the file, both', async () => {
    const { kept } = await startAfter((directory) => {
      writeFileSync(manifestOf(directory), 'hello\n');
      change(partOf(directory, 'incr'), (bytes) => Buffer.concat([bytes, zeros]));
    });
    expect(kept).toBe(20);
    expect(repairsSaid()).toHaveLength(2);
  });

  it('says what to do, with the reason of Redis, where it cannot be repaired', async () => {
    const damage = (directory: string) =>
      change(partOf(directory, 'base'), (bytes) => Buffer.concat([bytes.subarray(0, 20), zeros]));
    await expect(startAfter(damage)).rejects.toThrow(
      /did not start: .*RDB.*\n.*appendonlydir back from a backup, or move it/,
    );
    expect(repairsSaid()).toMatchObject([{ level: 'error' }]);
  });

  it('keeps a copy for a day, and no longer', async () => {
    const { copies } = await startAfter((directory) => {
      change(partOf(directory, 'incr'), (bytes) => Buffer.concat([bytes, zeros]));
      const day = new Date(Date.now() - 25 * 3_600_000).toISOString().replace(/[:.]/g, '-');
      for (const name of [`damaged-${day}`, 'damaged-by-hand']) writeFileSync(join(directory, name), 'old');
    });
    expect(copies.filter((name) => name !== 'damaged-by-hand')).toHaveLength(1);
    expect(copies).toContain('damaged-by-hand');
  });
});

describe('a server on a damaged file', () => {
  it('starts, with what can be read, and says so', async () => {
    const first = await startServer();
    const opened = await fetch(`${first.url}/api/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'Kept' }),
    });
    expect(opened.status).toBe(200);
    // Its Redis has ended by then: one that still rewrites would replace the damaged file.
    await first.stop('SIGTERM');
    change(partOf(join(first.dataDirectory, 'redis'), 'incr'), (bytes) => Buffer.concat([bytes, zeros]));
    const next = await startServer({ dataDirectory: first.dataDirectory });
    const { events } = await (await fetch(`${next.url}/api/events`)).json();
    expect(events.map(({ title }: { title: string }) => title)).toContain('Kept');
    expect(next.output()).toMatch(/is repaired/);
    await next.close();
  });
});
