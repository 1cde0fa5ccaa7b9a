import { describe, expect, it } from 'vitest';
import { createAskLimits, ratesOf } from '../../server/auth/askLimits.ts';

describe('limits that were made narrower', () => {
  it('keep nobody out: one question is always allowed, and the next one after its time', () => {
    let instant = 0;
    let hungUp = 0;
    const ask = createAskLimits(0.01, () => instant)({ device: 'd', network: 'n' }, () => {
      hungUp += 1;
    });
    for (const name of ['goLive', 'setTracks', 'say']) {
      expect(() => ask(name)).not.toThrow();
      expect(() => ask(name)).toThrow('tooFast');
      instant += 60_000;
    }
    expect(hungUp).toBe(0);
    const counts = Object.values(ratesOf(0.01)).flatMap((row) => Object.values(row).map((each) => each.count));
    expect(Math.min(...counts)).toBe(1);
  });
});
