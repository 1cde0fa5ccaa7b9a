import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CaptureSource } from '../../client/sync/captureTimes.ts';
import { createGridClock } from '../../client/sync/gridClock.ts';
import type { TileSync } from '../../client/sync/tileSync.ts';
import { maxDelayMs } from '../../shared/gridDelay.ts';

/** Perspectives of which no new frames are to be expected. */
const resting = new Set<string>();

/** A tile with this path delay and latency; ms. */
function tile(
  perspective: string,
  pathDelayMs: number | null,
  latencyMs: number | null,
  source: CaptureSource = 'absCaptureTime',
) {
  let hasRested = false;
  let frames = 0;
  const sync: TileSync = {
    perspective,
    frameArrived: () => 0,
    frameShown: () => undefined,
    framesDropped: () => undefined,
    // Each look finds a new one.
    shownFrames: () => ({ shown: ++frames, late: 5, lateMs: 400, dropped: 3 }),
    setAddedDelay: () => undefined,
    source: () => source,
    poll: () => undefined,
    captured: () => null,
    newestRtp: () => null,
    assumedPathMs: () => 0,
    pathDelays: () =>
      source === 'arrival' || pathDelayMs === null
        ? null
        : { p90Ms: pathDelayMs, minMs: pathDelayMs, peakMs: pathDelayMs },
    latencyMs: () => latencyMs,
    seenLatencyMs: () => (hasRested ? null : latencyMs),
    rest: () => {
      hasRested = true;
    },
    forget: () => undefined,
  };
  return sync;
}

const playing = { steer: () => undefined, close: () => undefined } as unknown as Parameters<
  ReturnType<typeof createGridClock>['add']
>[1];

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  resting.clear();
  vi.useRealTimers();
});

function gridOf(...tiles: TileSync[]) {
  const grid = createGridClock({ now: Date.now, at: (pageMs) => pageMs }, (id) => !resting.has(id));
  const removes = tiles.map((each) => grid.add(each, playing));
  vi.advanceTimersByTime(600);
  const levels = () => tiles.map(({ perspective }) => grid.readingOf(perspective).get()?.level);
  return { grid, removes, levels };
}

describe('the grid’s clock', () => {
  it('finds the late one of two poor, not the one on time', () => {
    const { grid, levels } = gridOf(tile('a', 100, 160), tile('b', 900, 900));
    expect(levels()).toEqual(['good', 'poor']);
    expect(grid.readingOf('b').get()?.skewMs).toBe(740);
    grid.close();
  });

  it('has no reading of a tile that is paused on purpose, and does not measure the others by it', () => {
    const { grid, levels } = gridOf(tile('a', 100, 160), tile('b', 100, 95_000), tile('c', 100, 165));
    resting.add('b');
    vi.advanceTimersByTime(1_000);
    expect(levels()).toEqual(['good', undefined, 'good']);
    expect(grid.figure.get().spreadMs).toBe(5);
    grid.close();
  });

  it('does not know the level of a tile without capture times, and measures the others among themselves', () => {
    const { grid, levels } = gridOf(tile('a', 100, 400, 'arrival'), tile('b', 100, 160), tile('c', 100, 165));
    expect(levels()).toEqual(['unknown', 'good', 'good']);
    expect(grid.figure.get().spreadMs).toBe(5);
    grid.close();
  });

  it.each([[[Number.NaN]], [[Number.POSITIVE_INFINITY, 200]], [[-9e9, 100]], [[1e12]]])(
    'never chooses more than the largest delay, for path delays %j',
    (pathDelays) => {
      const { grid } = gridOf(...pathDelays.map((ms, index) => tile(`tile ${index}`, ms, 200)));
      vi.advanceTimersByTime(30_000);
      expect(grid.delayMs()).toBeGreaterThan(0);
      expect(grid.delayMs()).toBeLessThanOrEqual(maxDelayMs);
      grid.close();
    },
  );

  it('counts late and dropped frames of all tiles, also of those that have gone', () => {
    const { grid, removes } = gridOf(tile('a', 100, 160), tile('b', 100, 160));
    removes[0]?.();
    removes[0]?.();
    expect(grid.shownFrames()).toMatchObject({ late: 10, lateMs: 800, dropped: 6 });
    grid.close();
  });

  it('keeps a gap in the history of a tile that was away', () => {
    const { grid, removes } = gridOf(tile('a', 100, 160), tile('b', 100, 160));
    removes[0]?.();
    vi.advanceTimersByTime(1_000);
    expect(grid.historyOf('a')).toEqual([160, null, null]);
    expect(grid.historyOf('b')).toEqual([160, 160, 160]);
    grid.add(tile('a', 100, 170), playing);
    vi.advanceTimersByTime(500);
    expect(grid.historyOf('a')).toEqual([160, null, null, 170]);
    grid.close();
  });
});
