import { describe, expect, it } from 'vitest';
import { agreedError, captureTimeErrorsOf } from '../../shared/captureTimeError.ts';
import { createRandom } from '../support/random.ts';

const every = (intervalMs: number, count: number, jitterMs = (_: number) => 0) =>
  Array.from({ length: count }, (_, frame) => 10_000 + frame * intervalMs + jitterMs(frame));
/** Samples of five frames whose abs-capture-times have this error. */
const samplesOf = (takenAt: readonly number[], errorMs: number) =>
  [20, 75, 130, 185, 240].map((frame) => captureTimeErrorsOf((takenAt[frame] ?? 0) + errorMs, takenAt));

describe('the error of an abs-capture-time', () => {
  it('is its distance from a frame that it may belong to', () => {
    const takenAt = every(50, 60);
    const found = captureTimeErrorsOf((takenAt[30] ?? 0) - 12, takenAt);
    expect(found.map(Math.round)).toEqual([-12, -62]);
  });

  it('is unknown where the frame was missed', () => {
    expect(captureTimeErrorsOf(9_000, every(33.3, 30))).toEqual([]);
    expect(captureTimeErrorsOf(20_000, every(33.3, 30))).toEqual([]);
    expect(captureTimeErrorsOf(10_000, [])).toEqual([]);
  });
});

describe('the error that samples agree on', () => {
  it.each([-24, -11, -2, 0, 5])('is that of frames at an even pace: %d ms', (error) => {
    expect(agreedError(samplesOf(every(33.3, 300), error))).toBeCloseTo(error, 6);
  });

  it.each([-42, -55, -80])('may be as long as a frame’s interval, or longer: %d ms', (error) => {
    const random = createRandom(3);
    const takenAt = every(50, 300, () => (random() - 0.5) * 34);
    expect(agreedError(samplesOf(takenAt, error))).toBeCloseTo(error, 6);
  });

  it('is found despite a few outliers', () => {
    expect(agreedError([[-12], [-11], [-45], [-13], [-12]])).toBe(-12);
  });

  it('is unknown while samples are few, or disagree', () => {
    expect(agreedError([])).toBe(null);
    expect(agreedError([[-12], [-12]])).toBe(null);
    expect(agreedError([[-40], [-3], [-20], [5], [-30]])).toBe(null);
  });

  it('is the least one that about as many agree on', () => {
    expect(agreedError([[-3, -53], [-4, -53], [-3, -53], [-53], [-3, -70]])).toBe(-3);
  });

  it('follows the newest samples', () => {
    expect(agreedError([0, 0, 0, 0, 0, -15, -15, -15, -15, -15].map((error) => [error]))).toBe(-15);
  });
});
