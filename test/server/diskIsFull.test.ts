import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { tokenSecret } from '../../server/tokenSecret.ts';
import { startRedis } from '../support/redis.ts';
import { startServer } from '../support/server.ts';

const scratch = mkdtempSync(join(tmpdir(), 'polyscope-disk-'));
const redis = await startRedis();
const disk = join(scratch, 'disk');

/** A disk of 256 KiB; only root may mount one, and not in every container. */
const isMounted = (() => {
  try {
    execFileSync('mkdir', [disk]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    console.log('No small disk can be mounted here: what a full one does is not tried.');
    return false;
  }
})();
afterAll(async () => {
  if (isMounted) execFileSync('umount', ['-l', disk]);
  rmSync(scratch, { recursive: true });
  await redis.close();
});

/** Writes until the disk is full. */
const fill = () => {
  const full = join(disk, 'full');
  for (let size = 65_536; size >= 1_024; size /= 2) {
    try {
      for (;;) writeFileSync(full, Buffer.alloc(size), { flag: 'a' });
    } catch {
      // Full, as intended.
    }
  }
};
const textOf = (secret: Uint8Array) => new TextDecoder().decode(secret);

describe.runIf(isMounted)('on a full disk', () => {
  it.each(['', redis.url])(
    'a server says so in one sentence, and starts when there is room (REDIS_URL %j)',
    async (url) => {
      fill();
      const options = { dataDirectory: disk, env: { REDIS_URL: url } };
      const said = await startServer(options).then(
        () => 'it started',
        (error: Error) => error.message,
      );
      expect(said).toMatch(/DATA_DIR \S+ cannot be written: the disk is full: make room there, or set DATA_DIR\./);
      expect(said).not.toMatch(/\n\s+at /);
      rmSync(join(disk, 'full'));
      const server = await startServer(options);
      expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
      await server.stop();
    },
  );

  it('a secret is never half written, and no temporary file is left', () => {
    rmSync(join(disk, 'token-secret'));
    fill();
    const before = readdirSync(disk);
    expect(() => tokenSecret(undefined, disk)).toThrow(/token-secret cannot be written \(the disk is full/);
    expect(readdirSync(disk)).toEqual(before);
  });
});

describe('a secret', () => {
  it.each([
    ['empty', ''],
    ['cut short', 'abc\n'],
  ])('that a crash left %s is replaced, and kept from then on', (name, left) => {
    const directory = mkdtempSync(join(scratch, `${name.replace(' ', '-')}-`));
    const file = join(directory, 'token-secret');
    writeFileSync(file, left);
    const made = textOf(tokenSecret(undefined, directory));
    expect(made).toMatch(/^[\w-]{43}$/);
    expect(readFileSync(file, 'utf8')).toBe(made);
    expect(textOf(tokenSecret(undefined, directory))).toBe(made);
    expect(readdirSync(directory)).toEqual(['token-secret']);
  });

  it('that a crash left empty does not prevent a start', async () => {
    const directory = mkdtempSync(join(scratch, 'server-'));
    writeFileSync(join(directory, 'token-secret'), '');
    const server = await startServer({ dataDirectory: directory, env: { REDIS_URL: redis.url } });
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    await server.stop();
  });
});
