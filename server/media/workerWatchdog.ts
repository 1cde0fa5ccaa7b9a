import { setTimeout as pause } from 'node:timers/promises';
import type { types } from 'mediasoup';

const checkEveryMs = 500;
/**
 * A worker answers within milliseconds, also under full load; one that was stopped or spins does not recover. Cameras
 * that die with it are gone (`goneAfterMs`) within 15 s, and all others are back within 5 s.
 */
const answerWithinMs = 2_000;
/** Answers that arrived while this process itself was stopped are read within this. */
const graceMs = 300;

/** Polls a worker, and kills it when it no longer answers; it is then replaced like one that died. */
export async function startWorkerWatchdog(worker: types.Worker, onUnresponsive: () => void): Promise<void> {
  while (!worker.closed) {
    const answer = worker.getResourceUsage().then(
      () => true,
      // A rejection means that it has closed, which is no hang.
      () => true,
    );
    const hasAnswered =
      (await Promise.race([answer, after(answerWithinMs)])) || (await Promise.race([answer, after(graceMs)]));
    if (worker.closed) return;
    if (!hasAnswered) {
      onUnresponsive();
      process.kill(worker.pid, 'SIGKILL');
      return;
    }
    await pause(checkEveryMs, undefined, { ref: false });
  }
}

const after = (ms: number) => pause(ms, false, { ref: false });
