import { describe, expect, it } from 'vitest';
import { createWays } from '../../client/sync/ways.ts';

const frameMs = 50;

/** What is read at the end of so many seconds in which each frame takes what `wayAt` says. */
function read(seconds: number, wayAt: (at: number) => number) {
  const ways = createWays();
  for (let at = 0; at < seconds * 1_000; at += frameMs) ways.note(at, wayAt(at));
  return ways.read(seconds * 1_000);
}
/** Frames that wait for one that was lost all come when it does. */
const heldUntil = (from: number, to: number) => (at: number) => (at >= from && at < to ? 100 + to - at : 100);

describe('the ways of a tile’s frames', () => {
  it('are unknown of a few frames, and of none for a while', () => {
    expect(read(0.2, () => 100)).toBe(null);
    const ways = createWays();
    for (let at = 0; at < 1_000; at += frameMs) ways.note(at, 100);
    expect(ways.read(5_000)).toBe(null);
  });

  it('are sure where all have become longer', () => {
    expect(read(5, (at) => (at >= 4_500 ? 300 : 100))).toEqual({ usualMs: 300, leastMs: 300, burstMs: 100 });
  });

  it('are not sure after a burst', () => {
    expect(read(5, heldUntil(4_200, 4_900))).toMatchObject({ leastMs: 100, burstMs: 100 });
  });

  it('are not sure right after a gap, when what has gathered comes late', () => {
    const ways = createWays();
    for (let at = 0; at < 2_000; at += frameMs) ways.note(at, 100);
    for (let at = 4_000; at < 4_900; at += frameMs) ways.note(at, 600);
    expect(ways.read(4_900)).toMatchObject({ leastMs: 0 });
    for (let at = 4_900; at < 5_200; at += frameMs) ways.note(at, 600);
    expect(ways.read(5_200)).toMatchObject({ leastMs: 600 });
  });

  it('count bursts that come thrice in ten seconds, and forget them', () => {
    const thrice = (at: number) => Math.max(...[1_200, 4_200, 7_200].map((from) => heldUntil(from, from + 200)(at)));
    expect(read(9, thrice)).toMatchObject({ usualMs: 100, burstMs: 300 });
    expect(read(12, thrice)).toMatchObject({ usualMs: 100, burstMs: 100 });
  });
});
