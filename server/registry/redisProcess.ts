import { type ChildProcess, spawn } from 'node:child_process';
import type { Duplex } from 'node:stream';

/**
 * Runs `$2 …` with a guard process beside it, which waits on a pipe to us. When our end closes, for whatever reason, it
 * sends the program SIGTERM, then SIGKILL (a stopped one does not receive SIGTERM), and removes its directory, `$1`.
 */
const guardScript = `
runtime=$1; shift
(
  read -r _ <&3; kill -TERM $$; tries=0
  while kill -0 $$ && [ $tries -lt 50 ]; do sleep 0.03; tries=$((tries + 1)); done
  kill -KILL $$; rm -rf "$runtime"
) >/dev/null 2>&1 &
exec 3<&- </dev/null
exec "$@"`;

/** The shell's exit code if the program does not exist. */
export const commandNotFound = 127;
/** Enough of its last lines to see why it ended. */
const maxOutputLines = 12;
/** Longer than Redis takes to write what it holds. */
const endsWithinMs = 3_000;

export type RedisProcess = {
  pid: number;
  /** Its last lines of output, the newest last, without times and process ids. */
  lastOutput(): string[];
  /** The exit code, null after a signal. */
  ended: Promise<number | null>;
  /** SIGKILL. */
  kill(): void;
  /** SIGTERM, then SIGKILL after 3 s; resolves when it has ended. */
  stop(): Promise<void>;
};

/** Runs a `redis-server` that never outlives this process. If its guard is killed, it is ended, too. */
export function spawnRedisProcess(flags: string[], runtime: string): RedisProcess {
  const child = spawn('sh', ['-c', guardScript, 'guard', runtime, 'redis-server', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    // A process group of its own, so that Ctrl-C in a terminal does not reach it: we end it after our last command.
    detached: true,
  });
  const pipe = child.stdio[3] as Duplex;
  const output: string[] = [];
  let isReporting = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      // After a crash it prints its whole state; the reason comes before that.
      isReporting ||= text.includes('REDIS BUG REPORT START');
      const [before = ''] = text.split(/=* *REDIS BUG REPORT START/);
      if (!isReporting || before !== text) output.push(...before.split('\n').map(withoutPrefix).filter(Boolean));
      output.splice(0, output.length - maxOutputLines);
    });
  }
  pipe.on('error', () => undefined).resume();
  pipe.once('close', () => child.kill('SIGTERM'));
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(commandNotFound));
    // Output may arrive after the exit. A stopped guard would keep the pipe open for ever.
    child.once('exit', (code) => {
      endGroup(child);
      child.once('close', () => resolve(code));
    });
  });
  return {
    pid: child.pid ?? 0,
    lastOutput: () => [...output],
    ended,
    kill: () => void child.kill('SIGKILL'),
    async stop() {
      child.kill('SIGTERM');
      const killTimer = setTimeout(() => child.kill('SIGKILL'), endsWithinMs);
      await ended;
      clearTimeout(killTimer);
    },
  };
}

/** Ends the guard. Its process group id cannot be reused while it runs. */
function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has already ended.
  }
}

/** Lines begin like `1234:M 28 Nov 2026 18:40:00.000 # `. */
function withoutPrefix(line: string): string {
  return line.replace(/^\d+:\w \d+ \w+ \d+ [\d:.]+ [#*.-] /, '').trim();
}
