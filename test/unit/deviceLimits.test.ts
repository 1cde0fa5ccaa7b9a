import { describe, expect, it } from 'vitest';
import {
  type DeviceLimits,
  type DeviceLoad,
  firstLimits,
  managedShare,
  nextLimits,
} from '../../shared/deviceLimits.ts';

/** Nine tiles of 20 frames in 0.7 s, all shown in time. */
const easy: DeviceLoad = {
  elapsedMs: 700,
  shown: 9,
  hasFrameLayers: true,
  hasSizeLayers: true,
  received: 126,
  decoded: 126,
  displayed: 126,
  late: 0,
  lostShare: 0,
  blockedShare: 0.02,
  spreadMs: 9,
};
const starved: DeviceLoad = { ...easy, displayed: 45, blockedShare: 0.6, spreadMs: 120 };

const ready = (most = 25): DeviceLimits => ({ ...firstLimits(most, 8, 1_440), ignoreMs: 0 });
/** What is given up, in short: tiles, and f and s for frames and size. */
const short = ({ tiles, hasFewerFrames, isSmaller }: DeviceLimits) =>
  `${tiles}${hasFewerFrames ? 'f' : ''}${isSmaller ? 's' : ''}`;

/** The steps of a device with `there` tiles wished for, which manages this share of them (1 or more: all). */
function steps(
  seconds: number,
  start: DeviceLimits,
  managesOf: (now: DeviceLimits, second: number) => number,
  there = 9,
) {
  const found: { second: number; is: string }[] = [{ second: 0, is: short(start) }];
  let now = start;
  for (let second = 0; second < seconds; second += 0.7) {
    const shown = Math.min(there, now.tiles);
    const displayed = Math.round(126 * Math.min(1, managesOf(now, second)));
    const isSlow = displayed < 126;
    now = nextLimits(now, { ...easy, shown, displayed, blockedShare: isSlow ? 0.5 : 0.02 });
    if (short(now) !== found.at(-1)?.is) found.push({ second, is: short(now) });
  }
  return { found, now };
}

describe('what a device manages', () => {
  it.each<[string, Partial<DeviceLoad>, number]>([
    ['is all, at ease', {}, 1],
    ['is what it decodes', { decoded: 63, displayed: 63 }, 0.5],
    ['is all if frames were lost on the way', { decoded: 63, displayed: 63, lostShare: 0.1 }, 1],
    ['is all if the path is slow, and the tiles are apart', { spreadMs: 400 }, 1],
    ['is all if the path is slow, and the page a little busy', { spreadMs: 400, blockedShare: 0.3 }, 1],
    ['is all if frames came in bursts, so that some were overtaken', { displayed: 60 }, 1],
    ['is all if the server is gone', { received: 0, decoded: 0, displayed: 0, spreadMs: 9_000 }, 1],
    ['is all if the page had much to do, but shows everything in time', { blockedShare: 0.5 }, 1],
    ['is all if it shows most of it while its thread is a little busy', { displayed: 100, blockedShare: 0.2 }, 1],
    ['is what it shows while its thread is very busy', { displayed: 100, blockedShare: 0.4 }, 0.79],
    ['is what it shows while its thread is not free', { displayed: 63, blockedShare: 0.5 }, 0.5],
    ['is less if its thread is not free and tiles are apart', { blockedShare: 0.5, spreadMs: 60 }, 0.5],
    ['is less if frames that were here are shown late, and apart', { late: 40, spreadMs: 60 }, 0.5],
    ['is less if most are shown late', { late: 90 }, 0.5],
    ['is all if few are shown late', { late: 10, spreadMs: 60 }, 1],
  ])('%s', (_, load, managed) => {
    expect(managedShare({ ...easy, ...load })).toBeCloseTo(managed, 2);
  });
});

describe('a device that is too slow', () => {
  it.each([
    [25, 8, 1_440, 25],
    [25, 2, 1_440, 16],
    [25, 8, 390, 12],
    [6, 8, 1_440, 6],
  ])('begins, with %d wished for, %d cores and a screen of %d px, at %d tiles', (wished, cores, width, tiles) => {
    expect(firstLimits(wished, cores, width).tiles).toBe(tiles);
  });

  it('gives up tiles, then frames, then size, and keeps one tile', () => {
    const { found } = steps(30, ready(), () => 0.5);
    expect(found.map(({ is }) => is)).toEqual(['25', '4', '4f', '4fs', '2fs', '1fs']);
    // Two steps within 5 s, so that what helps most has happened by then.
    expect(found[2]?.second).toBeLessThan(5);
  });

  it('takes two steps at once if it manages very little, and none that would change nothing', () => {
    const least = { ...starved, displayed: 20 };
    const twice = (load: DeviceLoad) => short(nextLimits(nextLimits(ready(), load), load));
    expect(twice(least)).toBe('4f');
    expect(twice({ ...least, hasFrameLayers: false })).toBe('4s');
    expect(twice({ ...least, hasFrameLayers: false, hasSizeLayers: false })).toBe('2');
  });

  it('gives up no more than it must', () => {
    // It manages six tiles.
    const { found } = steps(9, ready(), ({ tiles }) => 6.2 / Math.min(9, tiles));
    expect(found.map(({ is }) => is)).toEqual(['25', '5']);
  });

  it('has less to show within 3 s even if checks come late, and not for one hiccup', () => {
    const late = { ...starved, elapsedMs: 1_400 };
    const once = nextLimits(ready(), late);
    expect(short(once)).toBe('25');
    expect(short(nextLimits(once, late))).toBe('4');
    expect(short(nextLimits(nextLimits(nextLimits(once, easy), easy), late))).toBe('25');
  });

  it('is not one that slept, shows nothing, has just opened the page, or has just changed', () => {
    const twice = (now: DeviceLimits, load: DeviceLoad) => short(nextLimits(nextLimits(now, load), load));
    const awake = nextLimits(ready(), { ...starved, elapsedMs: 60_000 });
    expect(short(nextLimits(nextLimits(awake, easy), starved))).toBe('25');
    expect(short(nextLimits({ ...ready(9), tiles: 4 }, { ...easy, shown: 4, elapsedMs: 60_000 }))).toBe('4');
    expect(twice(ready(), { ...starved, shown: 0 })).toBe('25');
    expect(twice(firstLimits(25, 8, 1_440), starved)).toBe('25');
    expect(twice({ ...ready(), ignoreMs: 900 }, starved)).toBe('25');
  });

  it('comes back in small steps, each once the last has proved itself', () => {
    const slow = steps(2, ready(9), () => 0.5).now;
    const { found } = steps(100, slow, () => 1);
    expect(found.map(({ is }) => is)).toEqual(['4', '5', '6', '7', '8', '9']);
    for (const [index, { second }] of found.entries()) {
      if (index > 0) expect(second - (found[index - 1]?.second ?? 0)).toBeGreaterThan(9);
    }
  });

  it('comes back from a single tile by tiles, size, frames, and tiles', () => {
    const least = { ...ready(6), tiles: 1, hasFewerFrames: true, isSmaller: true };
    const { found } = steps(100, least, () => 1, 6);
    expect(found.map(({ is }) => is)).toEqual(['1fs', '2fs', '4fs', '4f', '4', '5', '6']);
  });

  it('goes back after a try that failed, and tries less and less often', () => {
    const { found, now } = steps(1_500, ready(9), ({ tiles }) => 3.6 / Math.min(9, tiles));
    const tries = found.filter(({ is }) => is === '5').map(({ second }) => second);
    const between = tries.slice(1).map((second, index) => second - (tries[index] ?? 0));
    expect(tries.length).toBeLessThan(10);
    for (const [index, seconds] of between.entries()) {
      if (index > 0 && seconds < 320) expect(seconds).toBeGreaterThan(1.5 * (between[index - 1] ?? 0));
    }
    expect(new Set(found.map(({ is }) => is))).toEqual(new Set(['9', '4', '5']));
    expect(now.tryAfterMs).toBe(320_000);
  });

  it('does not try more tiles than there are', () => {
    const now = { ...ready(), tiles: 12 };
    expect(steps(300, now, () => 1, 9).found).toHaveLength(1);
  });
});
