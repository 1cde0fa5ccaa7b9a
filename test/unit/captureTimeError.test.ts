import { describe, expect, it } from 'vitest';
import { captureTimeErrorOf, medianError } from '../../shared/captureTimeError.ts';

const every = (intervalMs: number, count: number, jitterMs = (_: number) => 0) =>
  Array.from({ length: count }, (_, frame) => 10_000 + frame * intervalMs + jitterMs(frame));

describe('the error of an abs-capture-time', () => {
  it('is its distance from the frame that it belongs to', () => {
    const takenAt = every(33.3, 60);
    const taken = takenAt[30] ?? 0;
    for (const error of [-24, -11, -2, 0, 5]) expect(captureTimeErrorOf(taken + error, takenAt)).toBeCloseTo(error, 6);
  });

  it('may be as long as a frame interval, less the most that it can be late', () => {
    const takenAt = every(66.7, 30);
    expect(captureTimeErrorOf((takenAt[10] ?? 0) - 55, takenAt)).toBeCloseTo(-55, 6);
  });

  it('is unknown where the frame was missed', () => {
    expect(captureTimeErrorOf(9_000, every(33.3, 30))).toBe(null);
    expect(captureTimeErrorOf(20_000, every(33.3, 30))).toBe(null);
    expect(captureTimeErrorOf(10_000, [])).toBe(null);
  });
});

describe('the median error', () => {
  it('is the median of samples that agree, despite a few outliers', () => {
    expect(medianError([-12, -11, -45, -13, -12])).toBe(-12);
  });

  it('is unknown while samples are few, or disagree', () => {
    expect(medianError([])).toBe(null);
    expect(medianError([-12, -12])).toBe(null);
    expect(medianError([-40, -3, -20, 5, -30])).toBe(null);
  });

  it('follows the newest ones', () => {
    expect(medianError([0, 0, 0, 0, 0, -15, -15, -15, -15, -15])).toBe(-15);
  });
});
