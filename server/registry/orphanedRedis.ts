import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pollUntil } from './pollUntil.ts';

/** Its guard process ends it within this. */
const endsByItselfWithinMs = 5_000;
const pollEveryMs = 20;

const pidFileIn = (directory: string) => join(directory, 'redis.pid');

/**
 * Records which Redis uses the files of `directory`. Its unique socket path tells it from a later process with the same
 * id.
 */
export function writePidFile(directory: string, pid: number, socketPath: string): Promise<void> {
  return writeFile(pidFileIn(directory), `${pid} ${socketPath}\n`, { mode: 0o600 });
}

export const removePidFile = (directory: string): Promise<void> => rm(pidFileIn(directory), { force: true });

function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    if (process.platform === 'linux') return '';
  }
  try {
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

/**
 * Waits for the Redis of a server that was killed, and kills it after 5 s: two on the same files would corrupt them.
 */
export async function endOrphanedRedis(directory: string): Promise<void> {
  const [number, socketPath = ''] = (await readFile(pidFileIn(directory), 'utf8').catch(() => '')).trim().split(' ');
  const pid = Number(number);
  const isRunning = () => pid > 0 && socketPath !== '' && commandLineOf(pid).includes(socketPath);
  const hasEnded = () => !isRunning();
  if (await pollUntil(hasEnded, pollEveryMs, endsByItselfWithinMs)) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has just ended.
  }
  await pollUntil(hasEnded, pollEveryMs);
}
