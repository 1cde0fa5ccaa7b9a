import { describe, expect, it } from 'vitest';
import { findSlot, type Holder } from '../../server/events/findSlot.ts';

/** `a`: a slot of site a; `A`: an idle one. */
const holders = (text: string): Holder<number>[] =>
  [...text].map((each, index) => ({
    of: index,
    site: each.toLowerCase(),
    since: index,
    isIdle: each !== each.toLowerCase(),
    isComing: false,
  }));
const by = (of: number) => ({ is: 'givenUp', by: of });

describe('a slot for one more', () => {
  it.each([
    ['aaa', 'a', { is: 'free' }],
    ['aaaa', 'a', { is: 'full' }],
    // The newest of the site that has most is given up, to a site that would still have fewer.
    ['aaaa', 'b', by(3)],
    ['aaab', 'b', by(2)],
    ['aabb', 'b', { is: 'full' }],
    ['aabb', 'c', by(3)],
    ['abcd', 'e', { is: 'full' }],
    // Idle ones first, and of those the one that is there longest; even of the same site.
    ['aAaA', 'a', by(1)],
    ['Aabb', 'b', by(0)],
    ['Aabb', 'c', by(0)],
    // Not to a site that has more: a phone of another one may be slow to connect.
    ['Abbb', 'b', { is: 'full' }],
    ['BaAa', 'c', by(2)],
  ] as const)('%s, and one more of %s', (text, site, slot) => {
    expect(findSlot(holders(text), site, 4)).toEqual(slot);
  });

  it('is given up by nobody who is still coming, but by others of their site', () => {
    const all = holders('aaaa').map((each, index) => ({ ...each, isComing: index > 1 }));
    expect(findSlot(all, 'b', 4)).toEqual(by(1));
    expect(
      findSlot(
        all.map((each) => ({ ...each, isComing: true })),
        'b',
        4,
      ),
    ).toEqual({ is: 'full' });
  });
});
