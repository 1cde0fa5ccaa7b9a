import { medianOf } from '../../shared/medianOf.ts';
import type { Grid } from './playoutMessages.ts';
import { onRefresh } from './refresh.ts';

/** Refreshes are looked at in bursts: each costs the page a task, and the display keeps its rhythm in between. */
const burst = 6;
const everyMs = 1_000;
/** An older burst says nothing: displays drift, and change. */
const longestApartMs = 5_000;
/** Intervals that differ by less are the same. */
const sameShare = 0.05;

const gapsOf = (times: readonly number[]) => times.slice(1).map((at, index) => at - (times[index] ?? at));

/** The refreshes that a display uses which mostly leaves such gaps between two. */
export function atCadence({ at, intervalMs }: Grid, gaps: readonly number[]): Grid {
  return { at, intervalMs: intervalMs * Math.max(1, Math.round((medianOf(gaps, 'lower') ?? 0) / intervalMs)) };
}

/**
 * The grid of these refreshes, ms: the newest, and the time between two. Times come in steps of 0.1 ms, so it is measured
 * from one burst to the next; a busy page skips refreshes, perhaps every other one of a burst.
 */
export function gridOf(times: readonly number[], before: Grid | null): Grid | null {
  const gaps = gapsOf(times);
  const least = Math.min(...gaps);
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined || !(least > 0)) return before;
  const coarseMs = (last - first) / gaps.reduce((count, gap) => count + Math.round(gap / least), 0);
  const apartMs = last - (before?.at ?? 0);
  const skipped = before ? coarseMs / before.intervalMs : 0;
  const isSameDisplay = Math.round(skipped) > 0 && Math.abs(skipped - Math.round(skipped)) < sameShare * skipped;
  if (!before || !isSameDisplay || apartMs > longestApartMs) return { at: last, intervalMs: coarseMs };
  return { at: last, intervalMs: apartMs / Math.round(apartMs / before.intervalMs) };
}

/** Bursts that tell how many refreshes the display leaves out when it is too slow for all: it shows videos as often. */
const cadenceBursts = 4;

/** Measures when the display refreshes, on this page's clock (ms); null until it has. */
export function measureRefreshes(): { grid(): Grid | null; close(): void } {
  let grid: Grid | null = null;
  let gaps: number[] = [];
  let stop: (() => void) | null = null;

  const measure = () => {
    stop?.();
    const times: number[] = [];
    stop = onRefresh((at) => {
      times.push(performance.timeOrigin + at);
      if (times.length < burst) return;
      stop?.();
      grid = gridOf(times, grid);
      gaps = [...gaps, ...gapsOf(times)].slice(-cadenceBursts * (burst - 1));
    });
  };
  measure();
  const timer = setInterval(measure, everyMs);
  return {
    grid: () => grid && atCadence(grid, gaps),
    close() {
      clearInterval(timer);
      stop?.();
    },
  };
}
