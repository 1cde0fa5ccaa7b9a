import { fork } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { DrawPreview } from '../events/ports/drawPreview.ts';
import type { Log } from '../log.ts';

const program = fileURLToPath(new URL('./drawing.ts', import.meta.url));
/** A picture takes 0.3 s of a core; one that a decoder hangs on never comes. */
const withinMs = 20_000;
/** Forwarding media comes first: strangers who ask for pictures of many events get half of one core at most. */
const restMs = 300;

type Drawn = { picture: Buffer | null; problem?: unknown };

/** Draws in a process of its own, without the server's settings and secrets; it ends with its picture. */
function drawApart(stills: readonly Buffer[]): Promise<Drawn> {
  return new Promise((resolve) => {
    const child = fork(program, { serialization: 'advanced', env: {}, execArgv: [], stdio: 'ignore' });
    const timer = setTimeout(() => child.kill('SIGKILL'), withinMs);
    const finish = (drawn: Drawn) => {
      clearTimeout(timer);
      resolve(drawn);
    };
    child.once('message', (picture) => finish({ picture: picture ? Buffer.from(picture as Uint8Array) : null }));
    child.once('exit', (code, signal) => finish({ picture: null, problem: signal ?? code }));
    child.on('error', (problem) => finish({ picture: null, problem }));
    // Without a channel it could not be started, which `error` tells; if it has ended since, `exit` does.
    if (child.connected) child.send(stills, () => undefined);
  });
}

/**
 * Draws previews one after the other. Where that fails, they have the project's own picture; the log says so once, since
 * phones could fill it.
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
    const rest = () => wait(restMs, undefined, { ref: false });
    last = mine.then(rest, rest);
    return mine;
  };
}
