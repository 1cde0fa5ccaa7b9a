import { type ChildProcess, spawn } from 'node:child_process';
import type { Duplex } from 'node:stream';

/**
 * Becomes `$2 …`, with a guard beside it: a process that waits on a pipe to us. When our end closes, however we ended,
 * it ends that program, at once if it must (one that is stopped hears no SIGTERM), and removes its directory, `$1`.
 */
const guard = `
runtime=$1; shift
(
  read -r _ <&3; kill -TERM $$; tries=0
  while kill -0 $$ && [ $tries -lt 50 ]; do sleep 0.03; tries=$((tries + 1)); done
  kill -KILL $$; rm -rf "$runtime"
) >/dev/null 2>&1 &
exec 3<&- </dev/null
exec "$@"`;

/** The shell's code for a program that is not there. */
export const notFound = 127;
/** As many of its last lines as tell why it ended. */
const keptLines = 12;
/** Longer than it takes to write down what it holds. */
const endsWithinMs = 3_000;

export type GuardedRedis = {
  pid: number;
  /** What it said last, the newest last, without times and process numbers. */
  lastWords(): string[];
  /** The exit code, null after a signal. */
  ended: Promise<number | null>;
  /** Ends it at once. */
  kill(): void;
  /** Lets it finish, for a moment. */
  stop(): Promise<void>;
};

/** Runs a `redis-server` that never outlives this process; one whose guard was killed is ended, too. */
export function spawnGuardedRedis(flags: string[], runtime: string): GuardedRedis {
  const child = spawn('sh', ['-c', guard, 'guard', runtime, 'redis-server', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    // A group of its own, which Ctrl-C in a terminal does not reach: we end it, after our last command.
    detached: true,
  });
  const pipe = child.stdio[3] as Duplex;
  const words: string[] = [];
  let isReporting = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      // After a crash it prints its whole state: the reason stands before.
      isReporting ||= text.includes('REDIS BUG REPORT START');
      const [said = ''] = text.split(/=* *REDIS BUG REPORT START/);
      if (!isReporting || said !== text) words.push(...said.split('\n').map(withoutStamp).filter(Boolean));
      words.splice(0, words.length - keptLines);
    });
  }
  pipe.on('error', () => undefined).resume();
  pipe.once('close', () => child.kill('SIGTERM'));
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(notFound));
    // Its last words may arrive after its end; a guard that was stopped would keep their pipe open for ever.
    child.once('exit', (code) => {
      endGroup(child);
      child.once('close', () => resolve(code));
    });
  });
  return {
    pid: child.pid ?? 0,
    lastWords: () => [...words],
    ended,
    kill: () => void child.kill('SIGKILL'),
    async stop() {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), endsWithinMs);
      await ended;
      clearTimeout(late);
    },
  };
}

/** The guard has nothing left to guard; its group's number cannot be another's as long as it lives. */
function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Lines begin as `1234:M 28 Nov 2026 18:40:00.000 # `. */
function withoutStamp(line: string): string {
  return line.replace(/^\d+:\w \d+ \w+ \d+ [\d:.]+ [#*.-] /, '').trim();
}
