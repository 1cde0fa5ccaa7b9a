import { describe, expect, it } from 'vitest';
import { createPathDelays } from '../../client/sync/pathDelays.ts';

const frameMs = 50;

/** The reading after this many seconds of frames with the path delay `delayAt`. */
function read(seconds: number, delayAt: (at: number) => number) {
  const pathDelays = createPathDelays();
  for (let at = 0; at < seconds * 1_000; at += frameMs) pathDelays.note(at, delayAt(at));
  return pathDelays.read(seconds * 1_000);
}
/** Frames that wait for a retransmitted one all arrive with it. */
const heldUntil = (from: number, to: number) => (at: number) => (at >= from && at < to ? 100 + to - at : 100);

describe('the path delay of a tile’s frames', () => {
  it('is unknown after a few frames, and after none for a while', () => {
    expect(read(0.2, () => 100)).toBe(null);
    const pathDelays = createPathDelays();
    for (let at = 0; at < 1_000; at += frameMs) pathDelays.note(at, 100);
    expect(pathDelays.read(5_000)).toBe(null);
  });

  it('has a higher minimum once all frames take longer', () => {
    expect(read(5, (at) => (at >= 4_500 ? 300 : 100))).toEqual({ p90Ms: 300, minMs: 300, peakMs: 100 });
  });

  it('keeps its minimum during a burst', () => {
    expect(read(5, heldUntil(4_200, 4_900))).toMatchObject({ minMs: 100, peakMs: 100 });
  });

  it('has no minimum right after a gap, while the backlog arrives late', () => {
    const pathDelays = createPathDelays();
    for (let at = 0; at < 2_000; at += frameMs) pathDelays.note(at, 100);
    for (let at = 4_000; at < 4_900; at += frameMs) pathDelays.note(at, 600);
    expect(pathDelays.read(4_900)).toMatchObject({ minMs: 0 });
    for (let at = 4_900; at < 5_200; at += frameMs) pathDelays.note(at, 600);
    expect(pathDelays.read(5_200)).toMatchObject({ minMs: 600 });
  });

  it('has a peak of bursts that come three times in ten seconds, and forgets them', () => {
    const thrice = (at: number) => Math.max(...[1_200, 4_200, 7_200].map((from) => heldUntil(from, from + 200)(at)));
    expect(read(9, thrice)).toMatchObject({ p90Ms: 100, peakMs: 300 });
    expect(read(12, thrice)).toMatchObject({ p90Ms: 100, peakMs: 100 });
  });
});
