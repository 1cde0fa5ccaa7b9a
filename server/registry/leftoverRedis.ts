import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Its guard ends it within this. */
const endsByItselfWithinMs = 5_000;
const lookEveryMs = 20;

const recordIn = (directory: string) => join(directory, 'redis.pid');

/** Notes which Redis has the files of `directory`; its socket's path, which is nobody else's, tells it from who has its number later. */
export function noteRedis(directory: string, pid: number, socketPath: string): Promise<void> {
  return writeFile(recordIn(directory), `${pid} ${socketPath}\n`, { mode: 0o600 });
}

export const forgetRedis = (directory: string): Promise<void> => rm(recordIn(directory), { force: true });

function commandOf(pid: number): string {
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

/** Waits for the Redis of a server that was killed: two on the same files would each undo what the other wrote. */
export async function endLeftoverRedis(directory: string): Promise<void> {
  const [number, socketPath = ''] = (await readFile(recordIn(directory), 'utf8').catch(() => '')).trim().split(' ');
  const pid = Number(number);
  const lives = () => pid > 0 && socketPath !== '' && commandOf(pid).includes(socketPath);
  const deadline = performance.now() + endsByItselfWithinMs;
  let isKilled = false;
  while (lives()) {
    if (!isKilled && performance.now() > deadline) {
      isKilled = true;
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended since we looked.
      }
    }
    await pause(lookEveryMs);
  }
}
