import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';

const run = promisify(execFile);
/** Enough for a new Redis, and quick to fill. */
const megabytes = 16;

/** Mounts a small disk below this directory; null where this user may not. */
export async function mountSmall(directory: string, closes: (() => unknown)[]): Promise<string | null> {
  const disk = join(directory, 'disk');
  await mkdir(disk);
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', disk]);
  } catch {
    return null;
  }
  closes.push(() => run('umount', ['-l', disk]));
  return disk;
}

/** Fills the disk; returns a function that empties it again. */
export async function fill(disk: string): Promise<() => Promise<void>> {
  const file = join(disk, 'full');
  // Full, as intended.
  for (let size = megabytes * 1_024 * 1_024; size >= 1_024; size /= 2) {
    await writeFile(file, Buffer.alloc(size), { flag: 'a' }).catch(() => undefined);
  }
  return () => rm(file);
}

const noticedWithinMs = 5_000;
/** More than what is free in Redis' last page. */
const junkBytes = 16_384;

/** Has that Redis write until the disk is full; throws if it never is. */
export async function seeFull(socketPath: string): Promise<void> {
  const redis = new Redis({ path: socketPath, commandTimeout: 1_000 });
  redis.on('error', () => undefined);
  try {
    const deadline = performance.now() + noticedWithinMs;
    while (!/aof_last_write_status:err/.test(await redis.info('persistence'))) {
      if (performance.now() > deadline) throw new Error('the disk was never full for Redis');
      // Refused once it is full, as intended.
      await redis.set('chaos:junk', 'x'.repeat(junkBytes), 'EX', 60).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } finally {
    redis.disconnect();
  }
}
