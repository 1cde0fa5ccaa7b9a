import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Enough for a Redis that begins, and filled in a moment. */
const megabytes = 16;

/** A small disk of its own below this directory; null where this user may mount none. */
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

/** Takes all that is left of the disk; returns what gives it back. */
export async function fill(disk: string): Promise<() => Promise<void>> {
  const file = join(disk, 'full');
  // What does not fit any more is refused: that is meant.
  for (let size = megabytes * 1_024 * 1_024; size >= 1_024; size /= 2) {
    await writeFile(file, Buffer.alloc(size), { flag: 'a' }).catch(() => undefined);
  }
  return () => rm(file);
}
