import { fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { DrawPreview } from '../events/ports/drawPreview.ts';
import type { Log } from '../log.ts';

const program = fileURLToPath(new URL('./drawing.ts', import.meta.url));
/** On a busy machine a picture takes a second or two; one that a decoder hangs on never comes. */
const withinMs = 10_000;

type Drawn = { picture: Buffer | null; problem?: unknown };

/** Draws in a process of its own, without the server's settings and secrets, and behind everything else that runs. */
function drawApart(stills: readonly Buffer[]): Promise<Drawn> {
  return new Promise((resolve) => {
    const child = fork(program, { serialization: 'advanced', env: {}, execArgv: [], stdio: 'ignore' });
    const timer = setTimeout(() => child.kill('SIGKILL'), withinMs);
    const finish = (drawn: Drawn) => {
      clearTimeout(timer);
      resolve(drawn);
    };
    child.once('message', (picture) => finish({ picture: picture ? Buffer.from(picture as Uint8Array) : null }));
    child.once('error', (problem) => finish({ picture: null, problem }));
    child.once('exit', (code, signal) => finish({ picture: null, problem: signal ?? code }));
    // It could not be started, which `error` tells.
    if (!child.pid || !child.connected) return;
    try {
      setPriority(child.pid, constants.priority.PRIORITY_LOW);
    } catch {
      // It has already ended.
    }
    child.send(stills, () => undefined);
  });
}

/**
 * Draws previews one after the other. Where it cannot be done, they have the project's own picture; the log says so
 * once, since phones could fill it.
 */
export function createDrawPreview(log: Log): DrawPreview {
  let last: Promise<unknown> = Promise.resolve();
  let isTold = false;
  return (stills) => {
    const mine = last.then(async () => {
      const { picture, problem } = await drawApart(stills);
      if (problem !== undefined && !isTold)
        log.warn({ problem }, 'a picture for the preview of a link cannot be drawn');
      isTold ||= problem !== undefined;
      return picture;
    });
    last = mine.catch(() => undefined);
    return mine;
  };
}
