import { expect, it } from 'vitest';
import { createAsyncCache } from '../../server/media/asyncCache.ts';

it('makes a value once per key, however many ask, until it is deleted', async () => {
  const cache = createAsyncCache<string, number>();
  let made = 0;
  const get = (key: string) => cache.get(key, async () => ++made);
  expect(await Promise.all([get('a'), get('a'), get('b')])).toEqual([1, 1, 2]);
  expect(cache.keys()).toEqual(['a', 'b']);
  cache.delete('a');
  expect(await get('a')).toBe(3);
});

it('forgets a failure, so that who asks next tries again', async () => {
  const cache = createAsyncCache<string, number>();
  await expect(cache.get('a', () => Promise.reject(new Error('the worker died')))).rejects.toThrow('the worker died');
  expect(cache.keys()).toEqual([]);
  expect(await cache.get('a', async () => 1)).toBe(1);
});

it('keeps a newer value where an older one fails after it was deleted', async () => {
  const cache = createAsyncCache<string, number>();
  const { promise, reject } = Promise.withResolvers<number>();
  const older = cache.get('a', () => promise);
  cache.delete('a');
  await cache.get('a', async () => 2);
  reject(new Error('too late'));
  await expect(older).rejects.toThrow('too late');
  expect(cache.keys()).toEqual(['a']);
});
