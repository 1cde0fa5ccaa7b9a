import { describe, expect, it } from 'vitest';
import { readTimecode, timecodeBits, timecodeBlocks } from '../../shared/timecode.ts';

const brightnessOf = (ms: number, black = 16, white = 235) => timecodeBits(ms).map((bit) => (bit ? white : black));
const at = Date.UTC(2025, 5, 21, 20, 30, 15, 123);

describe('the clock in the picture', () => {
  it.each([0, 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 400 * 2 ** 32 - 1, at, at + 0.7])(
    'reads %d as it was written',
    (ms) => {
      expect(readTimecode(brightnessOf(ms), ms)).toBe(Math.floor(ms));
    },
  );

  it.each([-599_000, -5_000, 0, 5_000, 599_000])('finds the high bits %d ms away', (awayMs) => {
    const wrap = 397 * 2 ** 32;
    for (const ms of [wrap - 3, wrap + 3, at]) expect(readTimecode(brightnessOf(ms), ms + awayMs)).toBe(ms);
  });

  it('is rejected far from the present', () => {
    expect(readTimecode(brightnessOf(at), at + 700_000)).toBeNull();
  });

  it('reads faded black and white, and rejects grey', () => {
    expect(readTimecode(brightnessOf(at, 90, 165), at)).toBe(at);
    expect(readTimecode(brightnessOf(at, 16, 130), at)).toBeNull();
    expect(readTimecode([], at)).toBeNull();
  });

  it('is rejected with any one, two or three blocks wrong', () => {
    const good = brightnessOf(at);
    const count = good.length;
    const flipped = (...which: number[]) => good.map((value, index) => (which.includes(index) ? 251 - value : value));
    for (let a = 0; a < count; a += 1) {
      expect(readTimecode(flipped(a), at)).toBeNull();
      for (let b = a + 1; b < count; b += 1) {
        expect(readTimecode(flipped(a, b), at)).toBeNull();
        for (let c = b + 1; c < count; c += 1) expect(readTimecode(flipped(a, b, c), at)).toBeNull();
      }
    }
  });

  it('is rejected as all black and all white', () => {
    const blank = (value: number) => timecodeBlocks.map(() => value);
    for (const value of [0, 255]) expect(readTimecode(blank(value), value === 0 ? 0 : 2 ** 32 - 1)).toBeNull();
  });

  it('has blocks of 8 px and more in the smallest layer, beside each other and inside the picture', () => {
    for (const [index, { left, top, width, height }] of timecodeBlocks.entries()) {
      expect(width * 160).toBeGreaterThanOrEqual(8);
      expect(height * 90).toBeGreaterThanOrEqual(8);
      expect(left + width).toBeLessThanOrEqual(1.000001);
      expect(top + height).toBeLessThan(0.25);
      const next = timecodeBlocks[index + 1];
      if (next && next.top === top) expect(next.left).toBeCloseTo(left + width, 9);
    }
  });
});
