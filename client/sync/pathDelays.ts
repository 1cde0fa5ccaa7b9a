import { percentile } from '../../shared/gridDelay.ts';

/** How late the frames of a tile come after they were taken, ms each. */
export type PathDelay = {
  /** As long as most frames of the last second took. */
  p90Ms: number;
  /** As long as even the quickest of the last moment took: a way that has become longer, not frames that were late once. */
  minMs: number;
  /** As long as the worst frames took in three of the last ten seconds: what is late so often will be late again. */
  peakMs: number;
};

const windowMs = 1_000;
const minWindowMs = 400;
const highShare = 0.9;
/** Fewer frames say nothing yet. */
const fewest = { usual: 5, least: 3 };
/** After a gap a phone sends what has gathered, slowly at first: what comes then shows no way yet. */
const gapMs = 500;
const ignoredAfterGapMs = 1_000;
const peakWindowSeconds = 10;
const peakRank = 3;

type Sample = { at: number; ms: number };

/** Looks back on the ways of one tile's frames. */
export function createPathDelays() {
  let samples: Sample[] = [];
  /** When frames began to come, at first or after the last gap. */
  let flowingSince = 0;
  /** The worst of each of the last seconds, newest last. */
  let seconds: { second: number; worstMs: number }[] = [];

  const since = (at: number) => samples.slice(samples.findLastIndex((sample) => sample.at < at) + 1);

  return {
    note(at: number, ms: number): void {
      if (at - (samples.at(-1)?.at ?? Number.NEGATIVE_INFINITY) > gapMs) flowingSince = at;
      if (samples.length > 0 && at - (samples[0]?.at ?? at) > 2 * windowMs) samples = since(at - windowMs);
      samples.push({ at, ms });
      const second = Math.floor(at / 1_000);
      const newest = seconds.at(-1);
      if (newest?.second === second) newest.worstMs = Math.max(newest.worstMs, ms);
      else seconds = [...seconds.filter((each) => second - each.second < peakWindowSeconds), { second, worstMs: ms }];
    },
    /** Of the last second, oldest first. */
    recent: (now: number): readonly Sample[] => since(now - windowMs),
    read(now: number): PathDelay | null {
      const recent = since(now - windowMs);
      if (recent.length < fewest.usual) return null;
      const p90Ms = percentile(
        recent.map(({ ms }) => ms),
        highShare,
      );
      const last = recent.filter(({ at }) => at >= now - minWindowMs).map(({ ms }) => ms);
      const worst = seconds.map(({ worstMs }) => worstMs).sort((a, b) => b - a);
      return {
        p90Ms: p90Ms ?? 0,
        minMs: last.length < fewest.least || now - flowingSince < ignoredAfterGapMs ? 0 : Math.min(...last),
        peakMs: worst[peakRank - 1] ?? 0,
      };
    },
    forget(): void {
      [samples, seconds] = [[], []];
    },
  };
}
