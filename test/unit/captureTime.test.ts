import { describe, expect, it } from 'vitest';
import { judgeClock, ntpToMs, phoneTimeOf, since1970 } from '../../shared/captureTime.ts';

describe('capture time from RTP', () => {
  it('reads NTP', () => {
    expect(ntpToMs(2_208_988_800 + 10, 2 ** 31)).toBe(10_500);
    expect(since1970(2_208_988_800_000 + 42)).toBe(42);
  });

  it.each([
    [{ rtp: 1_000, phoneMs: 5_000 }, 1_000 + 90 * 40, 5_040],
    [{ rtp: 1_000, phoneMs: 5_000 }, 1_000 - 90 * 40, 4_960],
    [{ rtp: 0xffff_fff0, phoneMs: 5_000 }, (0xffff_fff0 + 90 * 40) % 2 ** 32, 5_040],
    [{ rtp: 5, phoneMs: 5_000 }, (5 - 90 * 40 + 2 ** 32) % 2 ** 32, 4_960],
  ])('applies the mapping %o to a frame at %d', (rtpMapping, rtp, expected) => {
    expect(phoneTimeOf(rtpMapping, rtp)).toBeCloseTo(expected, 6);
  });
});

describe('what a phone claims of its clock', () => {
  const reported = { minOffsetMs: -4_990, roundTripMs: 40 };
  it.each([
    ['agrees with its reports', { offsetMs: -5_000, boundMs: 10 }, reported, -5_000, false],
    ['may differ by what the way up takes', { offsetMs: -5_020, boundMs: 10 }, reported, -5_020, false],
    ['is 300 ms off: its reports serve', { offsetMs: -4_700, boundMs: 10 }, reported, -5_010, true],
    ['is 5 s off: its reports serve', { offsetMs: 0, boundMs: 10 }, reported, -5_010, true],
    ['has no reports yet', { offsetMs: 7, boundMs: 10 }, null, 7, false],
  ] as const)('%s', (_, claim, reports, offsetMs, isDoubted) => {
    expect(judgeClock(claim, reports)).toMatchObject({ offsetMs, isDoubted });
  });

  it('is not needed where there are reports, and nothing is known without either', () => {
    expect(judgeClock(null, reported)).toMatchObject({ offsetMs: -5_010, isDoubted: false });
    expect(judgeClock(null, null)).toBeNull();
  });

  it('is as good as its round trip', () => {
    expect(judgeClock({ offsetMs: 0, boundMs: 20 }, null)?.quality).toBe('good');
    expect(judgeClock({ offsetMs: 0, boundMs: 90 }, null)?.quality).toBe('fair');
    expect(judgeClock({ offsetMs: 0, boundMs: 400 }, null)?.quality).toBe('poor');
  });

  describe('once believed', () => {
    const believed = judgeClock({ offsetMs: -5_000, boundMs: 10 }, reported);
    const slow = { minOffsetMs: -4_690, roundTripMs: 400 };

    it('is kept when the claim jumps alone, and the claim is doubted', () => {
      const after = judgeClock({ offsetMs: -5_300, boundMs: 10 }, { ...reported, roundTripMs: null }, believed);
      expect(after).toMatchObject({ offsetMs: -5_000, isDoubted: true });
      const back = judgeClock({ offsetMs: -5_001, boundMs: 10 }, reported, after);
      expect(back).toMatchObject({ offsetMs: -5_001, isDoubted: false });
    });

    it('follows when the phone’s clock was set, though reports show a step back only when their window has passed', () => {
      const claim = { offsetMs: -4_700, boundMs: 10 };
      const at = judgeClock(claim, reported, believed);
      expect(at).toMatchObject({ offsetMs: -5_000, isDoubted: true });
      expect(judgeClock(claim, { minOffsetMs: -4_690, roundTripMs: 40 }, at)).toMatchObject({
        offsetMs: -4_700,
        isDoubted: false,
      });
    });

    it('stays when the path delay becomes longer', () => {
      expect(judgeClock({ offsetMs: -5_001, boundMs: 10 }, slow, believed)).toMatchObject({
        offsetMs: -5_001,
        isDoubted: false,
      });
    });
  });
});
