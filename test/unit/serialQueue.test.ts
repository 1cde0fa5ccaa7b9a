import { describe, expect, it } from 'vitest';
import { createKeyedQueue } from '../../server/events/keyedQueue.ts';
import { createSerialQueue } from '../../shared/serialQueue.ts';

describe('a serial queue', () => {
  it('starts a task once the one before has ended', async () => {
    const enqueue = createSerialQueue();
    const first = Promise.withResolvers<string>();
    const events: string[] = [];
    const one = enqueue(async () => {
      events.push('first started');
      const result = await first.promise;
      events.push('first ended');
      return result;
    });
    const two = enqueue(async () => {
      events.push('second started');
      return 2;
    });
    await Promise.resolve();
    expect(events).toEqual(['first started']);
    first.resolve('done');
    expect(await Promise.all([one, two])).toEqual(['done', 2]);
    expect(events).toEqual(['first started', 'first ended', 'second started']);
  });

  it('rejects for the task that failed alone, and goes on with the next', async () => {
    const enqueue = createSerialQueue();
    const failed = enqueue(() => Promise.reject(new Error('first')));
    const thrown = enqueue(() => {
      throw new Error('second');
    });
    const next = enqueue(async () => 3);
    await expect(failed).rejects.toThrow('first');
    await expect(thrown).rejects.toThrow('second');
    expect(await next).toBe(3);
  });
});

describe('a keyed queue', () => {
  it('lets only tasks of the same key wait for each other', async () => {
    const enqueue = createKeyedQueue();
    const gate = Promise.withResolvers<void>();
    const ended: string[] = [];
    const run = (key: string, name: string, until: Promise<void> = Promise.resolve()) =>
      enqueue(key, async () => {
        await until;
        ended.push(name);
      });
    const all = [run('a', 'a1', gate.promise), run('a', 'a2'), run('b', 'b1')];
    await all[2];
    expect(ended).toEqual(['b1']);
    gate.resolve();
    await Promise.all(all);
    expect(ended).toEqual(['b1', 'a1', 'a2']);
  });

  it('keeps the order of a key whose earlier tasks failed or have ended', async () => {
    const enqueue = createKeyedQueue();
    await expect(enqueue('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    const ended: number[] = [];
    const gate = Promise.withResolvers<void>();
    const one = enqueue('a', async () => {
      await gate.promise;
      ended.push(1);
    });
    const two = enqueue('a', async () => void ended.push(2));
    gate.resolve();
    await Promise.all([one, two]);
    expect(ended).toEqual([1, 2]);
  });
});
