import { describe, expect, it } from 'vitest';
import { dueBy, phaseOf, quietPhase } from '../../shared/refreshPhase.ts';
import { createRandom } from '../support/random.ts';

const intervalMs = 1_000 / 60;

/** How far apart tiles are shown whose frames are captured at these phases, with the boundary at `phase`; ms, on average. */
function spread(phases: readonly number[], boundary: number): number {
  const delayMs = 200;
  const latencies = phases.map((phase) => {
    // Captured at this phase of refresh 0; shown at the first refresh by which it is due.
    const captureAt = phase * intervalMs;
    let refreshAt = 0;
    while (dueBy(refreshAt, delayMs, boundary, intervalMs) < captureAt) refreshAt += intervalMs;
    return refreshAt - captureAt;
  });
  return Math.max(...latencies) - Math.min(...latencies);
}

describe('the phase at which frames are due', () => {
  it.each([2, 3, 4, 9])('holds %d tiles closer together than their number allows by chance', (count) => {
    const random = createRandom(count);
    const bound = intervalMs * (1 - 1 / count) + intervalMs / 8;
    for (let run = 0; run < 200; run += 1) {
      const phases = Array.from({ length: count }, random);
      expect(spread(phases, quietPhase(phases, phases[0] ?? 0))).toBeLessThanOrEqual(bound);
    }
  });

  it('stays where it is good enough', () => {
    expect(quietPhase([0.1, 0.2], 0.7)).toBe(0.7);
    expect(quietPhase([], 0.3)).toBe(0.3);
    const everywhere = Array.from({ length: 48 }, (_, index) => index / 48);
    expect(quietPhase(everywhere, 0.13)).toBe(0.13);
  });

  it('moves away from frames that fall due at it', () => {
    expect(Math.abs(quietPhase([0.1, 0.12, 0.08], 0.1) - 0.6)).toBeLessThan(0.1);
  });

  it.each([0, 120, 460.3, 1_500])('delays by about %d ms', (delayMs) => {
    for (const phase of [0, 0.3, 0.99]) {
      const due = dueBy(1e12, delayMs, phase, intervalMs);
      expect(Math.abs(1e12 - delayMs - due)).toBeLessThanOrEqual(intervalMs / 2 + 0.001);
      const off = Math.abs(phaseOf(due - 1e12, intervalMs) - phase);
      expect(Math.min(off, 1 - off)).toBeLessThan(0.001);
    }
  });
});
