import { setTimeout as pause } from 'node:timers/promises';

/** Checks again and again until `isDone`; false if that is not so within so many ms. */
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
