import { setTimeout as pause } from 'node:timers/promises';

/** Polls until `isDone`; false after this many ms. */
export async function pollUntil(
  isDone: () => boolean | Promise<boolean>,
  everyMs: number,
  withinMs = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (!(await isDone())) {
    if (performance.now() > deadline) return false;
    await pause(everyMs);
  }
  return true;
}
