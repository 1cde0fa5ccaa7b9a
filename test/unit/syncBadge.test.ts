import { describe, expect, it } from 'vitest';
import { brieflyOff, exactOf, offOf, signedOf, spanOf } from '../../client/grid/latencyFigures.ts';
import {
  keepSteady,
  nextBadge,
  type ShownBadge,
  type Steadying,
  steadyLevel,
  steadyMs,
} from '../../client/grid/steady.ts';
import { gridAttributes, tileAttributes } from '../../client/grid/syncAttributes.ts';
import type { SyncReading } from '../../client/sync/gridClock.ts';
import { createValue } from '../../client/value.ts';
import { nextFigure } from '../../client/viewing/synchrony/steadyFigure.ts';
import { syncLevelOf } from '../../shared/gridDelay.ts';

const tile = (skewMs: number, source: SyncReading['source'] = 'absCaptureTime'): SyncReading => ({
  latencyMs: 500 + skewMs,
  skewMs,
  level: source === 'arrival' ? 'unknown' : syncLevelOf(skewMs),
  source,
});

/** What is shown after each measurement; there are two a second. */
function shownAfter(readings: readonly (SyncReading | null)[]): (ShownBadge | null)[] {
  let now: Steadying<ShownBadge> = { recent: [], shown: null };
  return readings.map((reading) => {
    now = nextBadge(now, reading);
    return now.shown;
  });
}
const levelsOf = (skews: readonly number[]) =>
  shownAfter(skews.map((ms) => tile(ms))).map((shown) => shown?.level ?? null);
const times = <T>(count: number, value: T): T[] => Array(count).fill(value);

describe('the badge of a tile', () => {
  it('shows nothing until there are enough samples', () => {
    expect(levelsOf([900, 0, 0, 0])).toEqual([null, null, null, 'good']);
  });

  it('does not flip where the skew swings about a threshold', () => {
    const swinging = times(10, [20, 50]).flat();
    expect(new Set(levelsOf(swinging).slice(3)).size).toBe(1);
    const noisy = Array.from({ length: 40 }, (_, at) => 33 + (at % 3) - 1);
    const changes = levelsOf(noisy).filter((level, at, all) => at > 3 && level !== all[at - 1]);
    expect(changes.length).toBeLessThanOrEqual(1);
  });

  it('overlooks a single late frame', () => {
    expect(new Set(levelsOf([...times(5, 0), 400, ...times(5, 0)]).slice(3))).toEqual(new Set(['good']));
  });

  it('is poor when a tile has been late for longer than a second, and good again when that is over', () => {
    const levels = levelsOf([...times(5, 0), ...times(6, 180), ...times(4, 0)]);
    expect(levels.slice(5, 11)).toEqual(['good', 'good', ...times(4, 'poor')]);
    expect(levels.slice(11)).toEqual(['poor', 'poor', 'poor', 'good']);
  });

  it.each([
    [undefined, 34, 'fair'],
    ['good', 34, 'fair'],
    ['fair', 30, 'fair'],
    ['fair', 26, 'good'],
    ['poor', -70, 'poor'],
    ['poor', -60, 'fair'],
    ['unknown', 30, 'good'],
    ['good', null, 'unknown'],
  ] as const)('after %s, %s ms off is %s', (before, offMs, level) => {
    expect(steadyLevel(before, offMs)).toBe(level);
  });

  it('is unknown while most frames have no capture time', () => {
    expect(shownAfter(times(4, tile(0, 'arrival'))).at(-1)?.level).toBe('unknown');
    expect(shownAfter([tile(0), tile(0), tile(0), tile(0, 'arrival')]).at(-1)?.level).toBe('good');
  });

  it('is reset when its tile leaves', () => {
    expect(shownAfter([...times(4, tile(0)), null]).at(-1)).toBeNull();
  });

  it('keeps its number until that is clearly off', () => {
    expect([184, 187, 193].map((ms) => steadyMs(180, ms, 10))).toEqual([180, 180, 190]);
    expect(shownAfter(times(4, tile(1_512))).at(-1)).toEqual({ level: 'poor', skewMs: 1_500 });
  });

  it('is the same object while nothing visible changes', () => {
    const reading = createValue<SyncReading | null>(null);
    const steady = keepSteady(reading, nextBadge);
    let count = 0;
    steady.follow(() => {
      count += 1;
    });
    const stop = steady.open();
    for (const skew of [0, 3, 5, 2, 4, 1, 3, 5]) reading.set(tile(skew));
    expect(count).toBe(1);
    stop();
    reading.set(null);
    expect(steady.get()?.level).toBe('good');
  });
});

describe('the figure of the grid', () => {
  const after = (spreads: readonly (number | null)[], delayMs = 460) => {
    let now: Parameters<typeof nextFigure>[0] = { recent: [], shown: null };
    for (const spreadMs of spreads) now = nextFigure(now, { spreadMs, delayMs });
    return now.shown;
  };

  it.each([
    [times(5, 12), { level: 'good', spreadMs: 12, delayMs: 500 }],
    [[12, 13, 11, 14, 10], { level: 'good', spreadMs: 12, delayMs: 500 }],
    [times(5, 140), { level: 'poor', spreadMs: 140, delayMs: 500 }],
    [times(5, null), { level: 'unknown', spreadMs: null, delayMs: 500 }],
    [[12], null],
  ])('of spreads %j is %j', (spreads, shown) => {
    expect(after(spreads)).toEqual(shown);
  });
});

describe('the attributes', () => {
  const late: ShownBadge = { level: 'poor', skewMs: 180 };

  it.each([
    [
      'live',
      tile(4),
      null,
      { 'data-state': 'live', 'data-sync': 'good', 'data-skew-ms': '4', 'data-latency-ms': '504' },
    ],
    ['live', tile(180), late, { 'data-state': 'late', 'data-sync': 'poor', 'data-skew-ms': '180' }],
    ['live', tile(-180), { ...late, skewMs: -180 }, { 'data-state': 'live', 'data-sync': 'poor' }],
    ['live', tile(0, 'arrival'), null, { 'data-sync': 'unknown', 'data-source': 'arrival', 'data-skew-ms': null }],
    [
      'live',
      null,
      null,
      { 'data-state': 'live', 'data-sync': 'unknown', 'data-latency-ms': null, 'data-source': null },
    ],
    ['stalled', tile(180), late, { 'data-state': 'stalled', 'data-sync': 'unknown', 'data-latency-ms': null }],
  ])('of a tile that is %s and measured as %j', (state, reading, shown, expected) => {
    expect(tileAttributes(state, reading, shown)).toMatchObject(expected);
  });

  it('of a grid', () => {
    expect(gridAttributes({ spreadMs: 12, delayMs: 460 })).toEqual({ 'data-spread-ms': '12', 'data-delay-ms': '460' });
    expect(gridAttributes({ spreadMs: null, delayMs: 0 })).toEqual({ 'data-spread-ms': null, 'data-delay-ms': '0' });
  });
});

describe('figures in words', () => {
  it.each([
    [signedOf(180), '+180 ms'],
    [signedOf(-1_500), '−1.5 s'],
    [exactOf(0), '0 ms'],
    [exactOf(-640), '−640 ms'],
    [offOf(420), '0.4 s late'],
    [offOf(-90), '90 ms early'],
    [brieflyOff(180), '+180 ms'],
    [brieflyOff(1_600), '1.6 s late'],
    [spanOf(12), '12 ms'],
  ])('%s', (said, expected) => {
    expect(said).toBe(expected);
  });
});
