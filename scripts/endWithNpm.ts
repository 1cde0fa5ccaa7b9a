import { execFileSync } from 'node:child_process';
import { isAlive } from './isAlive.ts';

const checkEveryMs = 500;
/** A terminal that hangs up signals npm and this process within this. */
const togetherMs = 3_000;

type Process = { parent: number; command: string };

function processOf(pid: number): Process | null {
  try {
    const line = execFileSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    const [, parent, command = ''] = /^(\d+)\s+(.*)/s.exec(line) ?? [];
    return { parent: Number(parent), command };
  } catch {
    return null; // There is no `ps`, or the process has ended.
  }
}

/** The parent processes up to npm; usually a shell or two are in between. */
function ancestorsUpToNpm(): number[] {
  const all: number[] = [];
  for (let pid = process.ppid; pid > 1 && all.length < 5; ) {
    all.push(pid);
    const found = processOf(pid);
    if (!found || /\bnpm\b/.test(found.command)) break;
    pid = found.parent;
  }
  return all;
}

/**
 * Ends this process when npm ends, which does not pass on every signal, and cannot pass on SIGKILL. Under `nohup`, whose
 * effect Node undoes for npm and for this process alike, a terminal that hangs up must end npm only.
 */
export function endWithNpm(): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const ancestors = ancestorsUpToNpm();
  let hungUpAt = Number.NEGATIVE_INFINITY;
  process.on('SIGHUP', () => {
    hungUpAt = performance.now();
  });
  const timer = setInterval(() => {
    if (process.ppid === parent && ancestors.every(isAlive)) return;
    clearInterval(timer);
    if (process.stdout.isTTY || performance.now() - hungUpAt > togetherMs) process.kill(process.pid, 'SIGTERM');
  }, checkEveryMs).unref();
}
