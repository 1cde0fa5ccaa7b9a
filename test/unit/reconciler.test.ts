import { expect, it } from 'vitest';
import { createReconciler } from '../../server/media/reconciler.ts';

/** Each run ends when the test calls its entry in `ends`. */
function openReconciler() {
  const ends: ((outcome: string) => void)[] = [];
  const reconciler = createReconciler(
    () =>
      new Promise<string>((resolve) => {
        ends.push(resolve);
      }),
    'skipped',
  );
  return { ...reconciler, ends };
}
const nextTask = () => new Promise((resolve) => setImmediate(resolve));

it('never overlaps runs, and of many requests only the last one waits', async () => {
  const { request, isWaiting, ends } = openReconciler();
  const first = request();
  await nextTask();
  const late = [request(), request(), request()];
  await nextTask();
  expect([ends.length, isWaiting()]).toEqual([1, true]);
  ends[0]?.('first');
  await nextTask();
  expect([ends.length, isWaiting()]).toEqual([2, false]);
  ends[1]?.('last');
  expect(await Promise.all([first, ...late])).toEqual(['first', 'skipped', 'skipped', 'last']);
});

it('goes on after a run that failed', async () => {
  let count = 0;
  const { request } = createReconciler(async () => {
    count += 1;
    if (count === 1) throw new Error('the worker died');
    return count;
  }, 0);
  await expect(request()).rejects.toThrow('the worker died');
  expect(await request()).toBe(2);
});
