import { readFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** An answer that waits in our own buffers while this process itself stood still is read within this. */
const graceMs = 300;

/** `ready`; `busy`: answers that it still reads its files; `silent`: no answer in time; `away`: nobody listens. */
export type RedisState = 'ready' | 'busy' | 'silent' | 'away';

/** Asks on a connection of its own, so that a path that has gone is noticed, too. */
export async function pingRedis(socketPath: string, withinMs: number): Promise<RedisState> {
  const socket = createConnection({ path: socketPath });
  const asked = new Promise<RedisState>((resolve) => {
    socket.once('error', () => resolve('away'));
    socket.once('close', () => resolve('away'));
    socket.once('connect', () => socket.write('PING\r\n'));
    socket
      .setEncoding('utf8')
      .once('data', (answer: string) => resolve(answer.startsWith('-LOADING') ? 'busy' : 'ready'));
  });
  const over = new AbortController();
  const late = pause(withinMs, 'silent' as const, { signal: over.signal }).catch(() => 'silent' as const);
  const state = await Promise.race([asked, late]);
  // Timers come before what arrived: who was away for long must look at that, first.
  const heard = state === 'silent' ? await Promise.race([asked, pause(graceMs, state)]) : state;
  over.abort();
  socket.destroy();
  return heard;
}

/** Whether it was stopped by a signal or a debugger (T, t), as Linux tells; nobody else does. */
export function isStopped(pid: number): boolean {
  try {
    return /\) [Tt] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}
