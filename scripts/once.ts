import { mkdirSync, readFileSync, rmSync, statSync, utimes, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from './isAlive.ts';
import { cacheDirectory } from './places.ts';

const lockFile = join(cacheDirectory, 'set-up.lock');
/** The holder touches its lock this often … */
const touchEveryMs = 2_000;
/** … so one this old was left behind, even if its process number lives again in another process. */
const abandonedAfterMs = 15_000;
const lookAgainMs = 200;

function isAbandoned(): boolean {
  try {
    const pid = Number(readFileSync(lockFile, 'utf8'));
    return Date.now() - statSync(lockFile).mtimeMs > abandonedAfterMs || (pid > 0 && !isAlive(pid));
  } catch {
    return false; // released between our look and now
  }
}

function take(): boolean {
  try {
    mkdirSync(cacheDirectory, { recursive: true });
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (!isAbandoned()) return false;
    rmSync(lockFile, { force: true });
    return take();
  }
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  for (let told = false; !take(); told = true) {
    if (!told) console.log('Another set-up is at work; waiting for it...');
    await pause(lookAgainMs);
  }
  const release = () => rmSync(lockFile, { force: true });
  const touch = setInterval(() => utimes(lockFile, new Date(), new Date(), () => {}), touchEveryMs);
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(touch);
    process.off('exit', release);
    release();
  }
}

/** What is there already, at no cost; else made, by one process at a time, after another look. */
export async function findOrMake<T>(find: () => T | undefined, make: () => Promise<T>): Promise<T> {
  return find() ?? (await inTurn(async () => find() ?? (await make())));
}
