import { expect, it } from 'vitest';
import { coalesce } from '../../shared/coalesce.ts';

it('runs once for all who call meanwhile, and anew afterwards, also after a failure', async () => {
  let runs = 0;
  const call = coalesce(async () => {
    runs += 1;
    await Promise.resolve();
    if (runs === 1) throw new Error('the worker died');
    return runs;
  });
  const failed = await Promise.allSettled([call(), call()]);
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await Promise.all([call(), call()])).toEqual([2, 2]);
  expect(await call()).toBe(3);
});
