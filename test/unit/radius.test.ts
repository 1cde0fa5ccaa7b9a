import { describe, expect, it } from 'vitest';
import {
  extentFor,
  maxRadiusM,
  minRadiusM,
  radiusOfStep,
  radiusSteps,
  roundRadiusM,
  stepOfRadius,
} from '../../client/home/radius.ts';

describe('the radius of a venue', () => {
  it('grows from minimum to maximum along the slider, and maps back', () => {
    const radii = Array.from({ length: radiusSteps + 1 }, (_, step) => radiusOfStep(step));
    expect(radii[0]).toBe(minRadiusM);
    expect(radii.at(-1)).toBe(maxRadiusM);
    expect(radii).toEqual([...radii].sort((a, b) => a - b));
    // To two significant digits.
    for (const radius of radii) expect(radiusOfStep(stepOfRadius(radius)) / radius).toBeCloseTo(1, 1);
  });

  it.each([
    [3, 10],
    [152, 150],
    [157.4, 160],
    [1_849, 1_800],
    [90_000, 20_000],
  ])('%d m is rounded to %d m', (radiusM, rounded) => {
    expect(roundRadiusM(radiusM)).toBe(rounded);
  });
});

describe('the extent of the plan', () => {
  it('stays while the circle fits well, and else changes with it', () => {
    expect(extentFor(250, 150)).toBe(250);
    expect(extentFor(250, 229)).toBe(250);
    expect(extentFor(250, 240)).toBe(240 * 1.7);
    expect(extentFor(250, 20)).toBe(34);
  });
});
