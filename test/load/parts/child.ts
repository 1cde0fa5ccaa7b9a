import { type ChildProcess, fork } from 'node:child_process';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';

/** A part of a measurement in its own process, so that its CPU time is not counted as the server's. */
export type Child = {
  pid: number;
  ask<T>(name: string, asked?: unknown): Promise<T>;
  /** Stops and continues the process; the kernel drops what arrives meanwhile. */
  halt(isHalted: boolean): void;
  close(): void;
};

type Question = { id: number; name: string; asked: unknown };
type Answer = { id: number; reply?: unknown; error?: string };

/** Starts one of the files in this folder; `nice` where it must not take CPU time from what is measured. */
export function startChild(file: string, env: NodeJS.ProcessEnv = {}, nice = 0): Child {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child: ChildProcess = fork(path, { env: { ...process.env, ...env } });
  if (nice > 0 && child.pid) setPriority(child.pid, nice);
  const waiting = new Map<number, { resolve(reply: unknown): void; reject(error: Error): void }>();
  let ids = 0;
  child.on('message', ({ id, reply, error }: Answer) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error) asked?.reject(new Error(`${file}: ${error}`));
    else asked?.resolve(reply);
  });
  return {
    pid: child.pid ?? 0,
    ask: <T>(name: string, asked: unknown = {}) =>
      new Promise<T>((resolve, reject) => {
        ids += 1;
        waiting.set(ids, { resolve: (reply) => resolve(reply as T), reject });
        child.send({ id: ids, name, asked } satisfies Question);
      }),
    halt: (isHalted) => void child.kill(isHalted ? 'SIGSTOP' : 'SIGCONT'),
    close() {
      child.kill('SIGCONT');
      child.kill('SIGKILL');
    },
  };
}

/** The child's side: answers each call with the function of that name. */
export function answer(handlers: Record<string, (asked: never) => unknown>): void {
  process.on('message', async ({ id, name, asked }: Question) => {
    try {
      process.send?.({ id, reply: await handlers[name]?.(asked as never) } satisfies Answer);
    } catch (error) {
      process.send?.({ id, error: String(error) } satisfies Answer);
    }
  });
  // Exit without cleanup: the parent has its results.
  process.on('disconnect', () => process.exit(0));
}
