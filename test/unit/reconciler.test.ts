import { expect, it } from 'vitest';
import { createReconciler } from '../../server/media/reconciler.ts';

/** Passes that end when they are told to, and count themselves. */
function reconciler() {
  const ends: ((outcome: string) => void)[] = [];
  const requests = createReconciler(
    () =>
      new Promise<string>((resolve) => {
        ends.push(resolve);
      }),
    'nothing',
  );
  return { ...requests, ends };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

it('runs one pass at a time, and lets only the last of many wishes wait', async () => {
  const { request, isWaiting, ends } = reconciler();
  const first = request();
  await turn();
  const late = [request(), request(), request()];
  await turn();
  expect([ends.length, isWaiting()]).toEqual([1, true]);
  ends[0]?.('first');
  await turn();
  expect([ends.length, isWaiting()]).toEqual([2, false]);
  ends[1]?.('last');
  expect(await Promise.all([first, ...late])).toEqual(['first', 'nothing', 'nothing', 'last']);
});

it('goes on after a pass that failed', async () => {
  let count = 0;
  const { request } = createReconciler(async () => {
    count += 1;
    if (count === 1) throw new Error('the worker died');
    return count;
  }, 0);
  await expect(request()).rejects.toThrow('the worker died');
  expect(await request()).toBe(2);
});
