import { describe, expect, it } from 'vitest';
import { createTileFrames } from '../../client/sync/tileFrames.ts';

const frameMs = 40;
const pathMs = 100;
const rtpOf = (index: number) => (4_294_900_000 + index * frameMs * 90) % 2 ** 32;

/** A tile whose frames are captured at 0, 40, 80 … ms, and arrive 100 ms later. `hasRtp`: its frames carry RTP times. */
function play({ hasRtp = true, delayMs = 200 } = {}) {
  const closed: number[] = [];
  const written: number[] = [];
  const showing = { delayMs, isHidden: false };
  const frameOf = (index: number) => ({
    timestamp: 5_000_000 + index * frameMs * 1_000,
    close: () => void closed.push(index),
    metadata: () => (hasRtp ? { rtpTimestamp: rtpOf(index) } : {}),
    index,
  });
  const frames = createTileFrames(
    7,
    () => showing,
    (frame) => void written.push((frame as ReturnType<typeof frameOf>).index),
  );
  const captured = { rtp: rtpOf(0), captureAt: 0 };
  const steer = (newest: number | null) =>
    frames.steer({
      tile: 7,
      captured,
      newestRtp: newest === null ? null : rtpOf(newest),
      assumedPathMs: pathMs + 30,
    });
  const arrive = (index: number) => frames.arrived(frameOf(index), index * frameMs + pathMs, false);
  return { frames, showing, closed, written, steer, arrive };
}

describe('the frames of a tile in the playout worker', () => {
  it('wait until they are due; the newest that is due is shown, and those before it are closed', () => {
    const { frames, closed, written, steer, arrive } = play();
    steer(null);
    for (const index of [0, 1, 2, 3]) arrive(index);
    frames.showUpTo(-1, 199);
    expect(written).toEqual([]);
    frames.showUpTo(90, 290);
    expect(written).toEqual([2]);
    expect(closed).toEqual([0, 1]);
    const { arrived, shown, dropped } = frames.takeMeasurements();
    expect(arrived.map(({ rtp }) => rtp)).toEqual([0, 1, 2, 3].map(rtpOf));
    // Due at 80 + 200.
    expect(shown).toEqual([{ captureAt: 80, at: 315, lateMs: 10 }]);
    expect(dropped).toBe(2);
    expect(frames.takeMeasurements()).toEqual({ tile: 7, arrived: [], shown: [], dropped: 0 });
    frames.close();
    expect(closed).toEqual([0, 1, 3]);
  });

  it('are shown as they come when nothing is delayed, and dropped when nobody sees them', () => {
    const { showing, closed, written, steer, arrive } = play({ delayMs: 0 });
    steer(null);
    arrive(0);
    arrive(1);
    expect(written).toEqual([0, 1]);
    Object.assign(showing, { delayMs: 200, isHidden: true });
    arrive(2);
    expect(closed).toEqual([2]);
    expect(written).toEqual([0, 1]);
  });

  it('are never more than a decoder has: the oldest is shown too early', () => {
    const { written, steer, arrive } = play({ delayMs: 5_000 });
    steer(null);
    for (let index = 0; index < 20; index += 1) arrive(index);
    expect(written).toEqual([0, 1, 2, 3]);
  });

  it('have RTP times learned from polls where browsers do not tell them, even if some polls are a frame off', () => {
    const { frames, steer, arrive } = play({ hasRtp: false });
    steer(null);
    arrive(0);
    expect(frames.takeMeasurements().arrived[0]?.rtp).toBeUndefined();
    for (let index = 1; index < 12; index += 1) {
      arrive(index);
      steer(index % 4 === 0 ? index + 1 : index);
    }
    frames.takeMeasurements();
    arrive(12);
    expect(frames.takeMeasurements().arrived[0]?.rtp).toBe(rtpOf(12));
    expect(frames.captures(12 * frameMs + pathMs).at(-1)).toBeCloseTo(12 * frameMs, 3);
  });
});
