import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';

const directory = mkdtempSync(join(tmpdir(), 'polyscope-once-'));
vi.stubEnv('POLYSCOPE_CACHE', directory);
vi.spyOn(console, 'log').mockImplementation(() => undefined);
const { findOrMake } = await import('../../scripts/findOrMake.ts');
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true, force: true });
});

/** Takes the lock in another process, says so, and keeps it. */
const holder = `
  const { findOrMake } = await import(${JSON.stringify(new URL('../../scripts/findOrMake.ts', import.meta.url).href)});
  await findOrMake(() => undefined, () => { console.log('taken'); return new Promise((end) => setTimeout(end, 60_000)); });
`;

describe('what is made once', () => {
  it('is made by one of many that miss it at the same time, and found by the others', async () => {
    let made: number | undefined;
    let count = 0;
    const make = async () => {
      count += 1;
      await new Promise((resolve) => setTimeout(resolve, 20));
      made = count;
      return made;
    };
    expect(await Promise.all([1, 2, 3].map(() => findOrMake(() => made, make)))).toEqual([1, 1, 1]);
  });

  it('is made where the process that began to was killed', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', holder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    const making = findOrMake(
      () => undefined,
      async () => 'made',
    );
    const first = await Promise.race([making, new Promise((resolve) => setTimeout(() => resolve('waiting'), 300))]);
    child.kill('SIGKILL');
    expect([first, await making]).toEqual(['waiting', 'made']);
  });
});
