import { execFileSync } from 'node:child_process';
import { isAlive } from './isAlive.ts';

const lookEveryMs = 500;
/** A terminal that hangs up reaches npm and us together. */
const togetherMs = 3_000;

type Process = { parent: number; command: string };

function processOf(pid: number): Process | null {
  try {
    const line = execFileSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    const [, parent, command = ''] = /^(\d+)\s+(.*)/s.exec(line) ?? [];
    return { parent: Number(parent), command };
  } catch {
    return null; // no `ps` here, or it has gone
  }
}

/** Who stands between npm and us, npm the last: a shell or two. */
function waysToNpm(): number[] {
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
 * Who started us with npm ends us by ending npm, which does not pass on every signal, and none of a `kill -9`. Under
 * `nohup`, which Node undoes for npm and for us alike, a terminal that hangs up ends npm alone.
 */
export function endWithNpm(): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const above = waysToNpm();
  let hungUpAt = Number.NEGATIVE_INFINITY;
  process.on('SIGHUP', () => {
    hungUpAt = performance.now();
  });
  const timer = setInterval(() => {
    if (process.ppid === parent && above.every(isAlive)) return;
    clearInterval(timer);
    if (process.stdout.isTTY || performance.now() - hungUpAt > togetherMs) process.kill(process.pid, 'SIGTERM');
  }, lookEveryMs).unref();
}
