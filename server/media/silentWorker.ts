import { setTimeout as pause } from 'node:timers/promises';
import type { types } from 'mediasoup';

const askEveryMs = 500;
/**
 * A worker answers within milliseconds, under full load too; one that is stopped or spins is away for good. Who dies with it
 * is gone (`goneAfterMs`) within 15 s of that, and all others are back within 5 s.
 */
const silentForMs = 2_000;
/** What came while this process itself stood still is read within this. */
const graceMs = 300;

/** Asks a worker again and again, and kills one that no longer answers, which is then replaced like any that died. */
export async function endWhenSilent(worker: types.Worker, onSilent: () => void): Promise<void> {
  while (!worker.closed) {
    const answer = worker.getResourceUsage().then(
      () => true,
      // It has closed, or will: that is no silence.
      () => true,
    );
    const isHeard = (await Promise.race([answer, late(silentForMs)])) || (await Promise.race([answer, late(graceMs)]));
    if (worker.closed) return;
    if (!isHeard) {
      onSilent();
      process.kill(worker.pid, 'SIGKILL');
      return;
    }
    await pause(askEveryMs, undefined, { ref: false });
  }
}

const late = (ms: number) => pause(ms, false, { ref: false });
