import { describe, expect, it } from 'vitest';
import { findRoom, type Holder } from '../../server/events/findSlot.ts';

/** `a`: a place of site a; `A`: one that does nothing with it. */
const holders = (text: string): Holder<number>[] =>
  [...text].map((each, index) => ({
    of: index,
    site: each.toLowerCase(),
    since: index,
    isIdle: each !== each.toLowerCase(),
    isComing: false,
  }));
const by = (of: number) => ({ is: 'givenUp', by: of });

describe('room among those who hold places', () => {
  it.each([
    ['aaa', 'a', { is: 'free' }],
    ['aaaa', 'a', { is: 'full' }],
    // The newest of who has most, to who has none, or would still have fewer.
    ['aaaa', 'b', by(3)],
    ['aaab', 'b', by(2)],
    ['aabb', 'b', { is: 'full' }],
    ['aabb', 'c', by(3)],
    ['abcd', 'e', { is: 'full' }],
    // Idle ones first, the longest there, even of one's own network.
    ['aAaA', 'a', by(1)],
    ['Aabb', 'b', by(0)],
    ['Aabb', 'c', by(0)],
    // Not to a network that has more: one of another may be slow to connect.
    ['Abbb', 'b', { is: 'full' }],
    ['BaAa', 'c', by(2)],
  ] as const)('%s, and one more of %s', (text, site, room) => {
    expect(findRoom(holders(text), site, 4)).toEqual(room);
  });

  it('is given up by nobody who is on the way to it, but by others of their network', () => {
    const all = holders('aaaa').map((each, index) => ({ ...each, isComing: index > 1 }));
    expect(findRoom(all, 'b', 4)).toEqual(by(1));
    expect(
      findRoom(
        all.map((each) => ({ ...each, isComing: true })),
        'b',
        4,
      ),
    ).toEqual({ is: 'full' });
  });
});
