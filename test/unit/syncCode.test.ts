import { describe, expect, it } from 'vitest';
import {
  type FilmedLevel,
  findDelay,
  levelOf,
  screenDelayMs,
  syncColours,
  syncLevelAt,
} from '../../shared/syncCode.ts';
import { createRandom } from '../support/random.ts';

const start = 1_795_560_000_000;

/** Two seconds filmed with this delay, with noise, another exposure, and some frames missing. */
function film(delayMs: number, seed: number, noise = 0.05): FilmedLevel[] {
  const random = createRandom(seed);
  return Array.from({ length: 66 }, (_, index) => start + seed * 77_777 + index * 33.3 + random() * 4)
    .filter(() => random() > 0.05)
    .map((at) => ({
      at,
      level: 0.1 + 0.3 * syncLevelAt(at - delayMs - screenDelayMs) + noise * (random() - 0.5),
    }));
}

const luminance = (colour: readonly number[]) => {
  const [r = 0, g = 0, b = 0] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

describe('a filmed clock', () => {
  it.each([0, 35, 80, 120, 250, 400].flatMap((delayMs) => [1, 2, 3].map((seed) => [delayMs, seed] as const)))(
    'tells a camera’s delay of %i ms within 8 ms (seed %i)',
    (delayMs, seed) => {
      expect(Math.abs((findDelay(film(delayMs, seed))?.delayMs ?? Number.NaN) - delayMs)).toBeLessThanOrEqual(8);
    },
  );

  it('is not found in another picture, nor in too few frames', () => {
    const random = createRandom(5);
    expect(findDelay(film(80, 1).map(({ at }) => ({ at, level: random() })))).toBeNull();
    expect(findDelay(film(80, 1).map(({ at }) => ({ at, level: 0.4 })))).toBeNull();
    expect(findDelay(film(80, 1).slice(0, 20))).toBeNull();
  });

  it('does not flash: its colours are equally bright, and far apart to a camera', () => {
    const { off, on } = syncColours;
    expect(Math.abs(luminance(off) - luminance(on))).toBeLessThan(0.04);
    expect(levelOf(...on) - levelOf(...off)).toBeGreaterThan(0.4);
  });
});
