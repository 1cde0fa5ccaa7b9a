import { percentile } from '../../shared/gridDelay.ts';

/** The path delay of a tile: from taking its frames to their arrival; ms. */
export type PathDelay = {
  /** 90th percentile of the last second. */
  p90Ms: number;
  /** Minimum of the last 0.4 s: if it rises, the path itself has become longer. 0 while that is not certain. */
  minMs: number;
  /** Third highest of the maxima of the last ten seconds: peaks this frequent will recur. */
  peakMs: number;
};

const windowMs = 1_000;
const minWindowMs = 400;
const highShare = 0.9;
/** With fewer samples the values are unknown. */
const minSamples = { p90: 5, min: 3 };
/** After a gap a phone sends its backlog, slowly at first: what arrives then says nothing about the path. */
const gapMs = 500;
const ignoredAfterGapMs = 1_000;
const peakWindowSeconds = 10;
const peakRank = 3;

type Sample = { at: number; ms: number };

/** Measures the path delay of one tile's frames. */
export function createPathDelays() {
  let samples: Sample[] = [];
  /** When frames began to arrive, at first or after the last gap. */
  let flowingSince = 0;
  /** The maximum of each of the last seconds, newest last. */
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
    read(now: number): PathDelay | null {
      const recent = since(now - windowMs);
      if (recent.length < minSamples.p90) return null;
      const p90Ms = percentile(
        recent.map(({ ms }) => ms),
        highShare,
      );
      const last = recent.filter(({ at }) => at >= now - minWindowMs).map(({ ms }) => ms);
      const worst = seconds.map(({ worstMs }) => worstMs).sort((a, b) => b - a);
      return {
        p90Ms: p90Ms ?? 0,
        minMs: last.length < minSamples.min || now - flowingSince < ignoredAfterGapMs ? 0 : Math.min(...last),
        peakMs: worst[peakRank - 1] ?? 0,
      };
    },
    forget(): void {
      [samples, seconds] = [[], []];
    },
  };
}
