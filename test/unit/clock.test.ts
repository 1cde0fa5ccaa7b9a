import { describe, expect, it } from 'vitest';
import { bestEstimate, estimateOf, type TimeExchange } from '../../shared/clock.ts';
import { createRandom } from '../support/random.ts';

/** Exchanges with a clock that is `offsetMs` behind the server's, over a path with its own delay in each direction. */
function exchanges(seed: number, offsetMs: number, upMs: number, downMs: number, jitterMs: number, loss: number) {
  const random = createRandom(seed);
  const made: TimeExchange[] = [];
  for (let at = 1_000; made.length < 20; at += 500) {
    if (random() < loss) continue;
    const up = upMs + jitterMs * random() ** 3;
    const down = downMs + jitterMs * random() ** 3;
    const receivedAt = at + up + offsetMs;
    made.push({ askedAt: at, receivedAt, sentAt: receivedAt + 1, answeredAt: at + up + 1 + down });
  }
  return made;
}

describe('the clock', () => {
  it('reads one exchange', () => {
    expect(estimateOf({ askedAt: 100, receivedAt: 1_110, sentAt: 1_115, answeredAt: 125 })).toEqual({
      offsetMs: 1_000,
      roundTripMs: 20,
      boundMs: 10,
    });
  });

  it.each(
    [
      [0, 0, 0, 0, 0],
      [1_234, 10, 10, 30, 0],
      [-5_000, 5, 45, 30, 0.3],
      [86_400_000, 80, 20, 200, 0.3],
      [300, 200, 0, 100, 0.6],
    ].flatMap((delay) => [1, 2, 3, 4, 5].map((seed) => [seed, ...delay])),
  )(
    'errs by half the asymmetry and 2 ms at most (seed %d, offset %d, up %d, down %d, jitter %d, loss %d)',
    (...row) => {
      const [seed = 0, offsetMs = 0, upMs = 0, downMs = 0, jitterMs = 0, loss = 0] = row;
      const best = bestEstimate(exchanges(seed, offsetMs, upMs, downMs, jitterMs, loss));
      expect(Math.abs((best?.offsetMs ?? Number.NaN) - offsetMs)).toBeLessThanOrEqual(Math.abs(upMs - downMs) / 2 + 2);
    },
  );

  it('follows a clock that was set from the first exchange after that, however many there were before', () => {
    const exchange = (at: number, offsetMs: number, wayMs: number) => {
      const receivedAt = at + wayMs + offsetMs;
      return { askedAt: at, receivedAt, sentAt: receivedAt, answeredAt: at + 2 * wayMs };
    };
    const before = Array.from({ length: 20 }, (_, index) => exchange(index * 1_000, 50, 5));
    expect(bestEstimate([...before, exchange(20_000, -250, 40)])?.offsetMs).toBe(-250);
    // A slow exchange, whose bounds are wide, is no jump.
    const slow = { askedAt: 20_000, receivedAt: 20_055, sentAt: 20_055, answeredAt: 20_300 };
    expect(bestEstimate([...before, slow])?.offsetMs).toBe(50);
  });

  it('knows nothing without an exchange', () => {
    expect(bestEstimate([])).toBeNull();
  });
});
