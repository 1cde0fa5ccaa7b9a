import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type FileLock, lockFile } from '../server/fileLock.ts';
import { cacheDirectory } from './places.ts';

const tryAgainMs = 200;

async function takeLock(): Promise<FileLock> {
  mkdirSync(cacheDirectory, { recursive: true });
  for (let isWaiting = false; ; isWaiting = true) {
    const lock = lockFile(join(cacheDirectory, 'setup.lock'));
    if (lock) return lock;
    if (!isWaiting) console.log('Another set-up is at work; waiting for it...');
    await pause(tryAgainMs);
  }
}

/** Returns what `find` finds, at no cost; otherwise makes it, in one process of this machine at a time. */
export async function findOrMake<T>(find: () => T | undefined, make: () => Promise<T>): Promise<T> {
  const found = find();
  if (found !== undefined) return found;
  const lock = await takeLock();
  try {
    // Another process may have made it meanwhile.
    return find() ?? (await make());
  } finally {
    lock.release();
  }
}
