import { describe, expect, it } from 'vitest';
import { shareReads } from '../../server/http/shareReads.ts';

/** Reads by hand: each is answered when the test says so. */
function byHand() {
  const open: { key: string; answer(text: string): void; fail(error: Error): void }[] = [];
  const read = shareReads(
    (key) => new Promise<string>((answer, fail) => open.push({ key, answer, fail: (error) => fail(error) })),
  );
  return { open, read };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('reads that are shared', () => {
  it('answer all who ask meanwhile from one that begins after they asked', async () => {
    const { open, read } = byHand();
    const first = read('a');
    const later = [read('a'), read('a'), read('a')];
    await turn();
    expect(open).toHaveLength(1);
    open[0]?.answer('before');
    await turn();
    expect(open).toHaveLength(2);
    open[1]?.answer('after');
    expect([await first, ...(await Promise.all(later))]).toEqual(['before', 'after', 'after', 'after']);
  });

  it('know nothing of other keys, nor of what failed before', async () => {
    const { open, read } = byHand();
    const failing = read('a');
    const [other, next] = [read('b'), read('a')];
    open[0]?.fail(new Error('gone'));
    await expect(failing).rejects.toThrow('gone');
    await turn();
    expect(open.map(({ key }) => key)).toEqual(['a', 'b', 'a']);
    open[1]?.answer('b');
    open[2]?.answer('again');
    expect([await other, await next]).toEqual(['b', 'again']);
  });
});
