import { describe, expect, it } from 'vitest';
import { createClosing } from '../../server/closing.ts';

describe('what was opened', () => {
  it('is closed once, the last first, however often that is asked for', async () => {
    const closed: string[] = [];
    const closing = createClosing(() => closed.push('fault'));
    closing.add(
      () => closed.push('directory'),
      async () => closed.push('Redis'),
    );
    closing.add(() => closed.push('pages'));
    expect(await Promise.all([closing.run(), closing.run()])).toEqual([true, true]);
    expect(closed).toEqual(['pages', 'Redis', 'directory']);
  });

  it('is closed, even if something opened later fails to close', async () => {
    const closed: string[] = [];
    const faults: unknown[] = [];
    const closing = createClosing((error) => faults.push(error));
    closing.add(
      () => closed.push('Redis'),
      () => Promise.reject(new Error('no')),
      () => {
        throw new Error('never');
      },
    );
    expect(await closing.run()).toBe(false);
    expect(closed).toEqual(['Redis']);
    expect(faults).toEqual([new Error('never'), new Error('no')]);
  });
});
