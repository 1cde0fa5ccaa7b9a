import { readFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** If this process itself was stopped, the answer may be waiting in our buffers; it is read within this. */
const graceMs = 300;

/** `busy`: still loading its files; `silent`: no answer in time; `away`: nothing listens. */
export type RedisState = 'ready' | 'busy' | 'silent' | 'away';

/** Pings over a new connection, so that a missing socket file is noticed, too. */
export async function pingRedis(socketPath: string, withinMs: number): Promise<RedisState> {
  const socket = createConnection({ path: socketPath });
  const answer = new Promise<RedisState>((resolve) => {
    socket.once('error', () => resolve('away'));
    socket.once('close', () => resolve('away'));
    socket.once('connect', () => socket.write('PING\r\n'));
    socket
      .setEncoding('utf8')
      .once('data', (reply: string) => resolve(reply.startsWith('-LOADING') ? 'busy' : 'ready'));
  });
  const timeout = new AbortController();
  const timedOut = pause(withinMs, 'silent' as const, { signal: timeout.signal }).catch(() => 'silent' as const);
  const state = await Promise.race([answer, timedOut]);
  // Timers run before I/O: after a pause of this process the answer must be read first.
  const answered = state === 'silent' ? await Promise.race([answer, pause(graceMs, state)]) : state;
  timeout.abort();
  socket.destroy();
  return answered;
}

/** Whether the process was stopped by a signal or a debugger (state T or t); known on Linux only. */
export function isStopped(pid: number): boolean {
  try {
    return /\) [Tt] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}
