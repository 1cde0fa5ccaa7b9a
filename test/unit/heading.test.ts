import { describe, expect, it } from 'vitest';
import { headingOf } from '../../client/camera/heading.ts';

/** A phone held upright (beta 90), its back turned to the left from north by this many degrees. */
const upright = (alpha: number) => ({ alpha, beta: 90, gamma: 0, absolute: true });

describe('heading of the camera', () => {
  it.each([
    ['north', upright(0), 0],
    ['west', upright(90), 270],
    ['south', upright(180), 180],
    ['east', upright(270), 90],
  ])('upright, to the %s', (_, attitude, heading) => {
    expect(headingOf(attitude, 0, 'environment')).toBe(heading);
  });

  it('does not depend on the screen orientation if all three angles are known', () => {
    // On its left side: the back has the same direction.
    const lying = { alpha: 0, beta: 0, gamma: -90, absolute: true };
    expect(headingOf(lying, 90, 'environment')).toBe(headingOf(lying, 0, 'environment'));
    expect(headingOf(lying, 90, 'environment')).toBe(90);
  });

  it('is the opposite for the front camera', () => {
    expect(headingOf(upright(90), 0, 'user')).toBe(90);
  });

  it('is the direction of the upper edge on an iPhone, plus the screen orientation', () => {
    const iPhone = { alpha: 12, beta: 80, gamma: 3, webkitCompassHeading: 270 };
    expect(headingOf(iPhone, 0, 'environment')).toBe(270);
    expect(headingOf(iPhone, 90, 'environment')).toBe(0);
    expect(headingOf({ ...iPhone, webkitCompassHeading: -1 }, 0, 'environment')).toBeNull();
  });

  it('is unknown without a north, and when the phone lies flat', () => {
    expect(headingOf({ ...upright(0), absolute: false }, 0, 'environment')).toBeNull();
    expect(headingOf({ alpha: null, beta: null, gamma: null, absolute: true }, 0, 'environment')).toBeNull();
    expect(headingOf({ alpha: 0, beta: 1, gamma: 2, absolute: true }, 0, 'environment')).toBeNull();
  });
});
