import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { childrenOf, isAlive } from '../support/processes.ts';
import { freePort } from '../support/server.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dataDirectory = await mkdtemp(join(tmpdir(), 'polyscope-npm-'));
const startedHere: number[] = [];
afterAll(async () => {
  for (const pid of startedHere.filter(isAlive)) process.kill(pid, 'SIGKILL');
  await rm(dataDirectory, { recursive: true, force: true });
});
const soon = { interval: 100 };

const below = (pid: number): number[] => childrenOf(pid).flatMap((each) => [each.pid, ...below(each.pid)]);

async function started(program: string, args: string[], stdio: 'ignore' | 'pipe' = 'ignore'): Promise<ChildProcess> {
  const env = {
    ...process.env,
    ...{ HOST: '127.0.0.1', PORT: '0', WORKERS: '1', DATA_DIR: dataDirectory, REDIS_URL: '' },
    ...{ RTC_PORT: String(await freePort()), ANNOUNCED_ADDRESS: '127.0.0.1' },
  };
  const child = spawn(program, args, { cwd: root, env, stdio: [stdio, 'pipe', 'inherit'], detached: true });
  let heard = '';
  child.stdout?.on('data', (text) => (heard += text));
  await expect.poll(() => heard, { timeout: 60_000 }).toMatch(/^polyscope ready/m);
  startedHere.push(...below(child.pid ?? 0));
  return child;
}

describe('a server that npm started', () => {
  it.each(['SIGKILL', 'SIGTERM'] as const)(
    'ends with npm, with all that it started, after %s',
    { timeout: 90_000 },
    async (signal) => {
      const npm = await started('npm', ['start']);
      const all = below(npm.pid ?? 0);
      // A server, a worker, Redis and its guard.
      expect(all.length).toBeGreaterThanOrEqual(4);
      npm.kill(signal);
      await expect.poll(() => all.filter(isAlive), soon).toEqual([]);
    },
  );
});

describe('a server that a test started', () => {
  it('ends when the test is killed', { timeout: 90_000 }, async () => {
    const script = `
      import { startServer } from ${JSON.stringify(join(root, 'test/support/server.ts'))};
      await startServer({ dataDirectory: ${JSON.stringify(dataDirectory)} });
      console.log('polyscope ready');
    `;
    const test = await started(process.execPath, ['--input-type=module', '-e', script]);
    const all = below(test.pid ?? 0);
    expect(all.length).toBeGreaterThanOrEqual(4);
    test.kill('SIGKILL');
    await expect.poll(() => all.filter(isAlive), soon).toEqual([]);
  });
});
