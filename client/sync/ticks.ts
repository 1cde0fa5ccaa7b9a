import type { Grid } from './playoutMessages.ts';
import { pageNow } from './serverClock.ts';

/**
 * The worker's ticks, one for all tiles: by a timer, since some browsers' workers have no animation frames, and others
 * fewer than the page. They keep to the display's refreshes, which the page tells: frames that are chosen at other times
 * wait for a refresh once more, each tile by another time.
 */

/** Halfway between two refreshes a tick may be early or late by half an interval, and the same refresh still shows it. */
const phase = 0.5;
/** A quicker display gets a tick for every second or third refresh. */
const usualMs = 1_000 / 60;
/** Without a tick for this long the worker was busy: frames that it reads now arrived earlier. */
const busyAfterMs = 80;

/** Ticks of a display with these refreshes. */
export function ticksOf({ at, intervalMs }: Grid): Grid {
  return { at: at + phase * intervalMs, intervalMs: intervalMs * Math.max(1, Math.round(usualMs / intervalMs)) };
}

export type Ticks = {
  /** When ticks are due: one of them, and the time between two; ms. */
  grid(): Grid;
  /** Keeps to a display with these refreshes. */
  follow(refreshes: Grid): void;
  isBusy(): boolean;
  stop(): void;
};

/** Calls at each tick with the time at which it is due. */
export function startTicks(tick: (dueAt: number) => void): Ticks {
  let grid: Grid = { at: pageNow(), intervalMs: usualMs };
  let lastAt = pageNow();
  let timer: ReturnType<typeof setTimeout>;

  const nearest = (at: number, round: (ticks: number) => number) =>
    grid.at + round((at - grid.at) / grid.intervalMs) * grid.intervalMs;
  const wait = () => {
    const now = pageNow();
    // Timers may be early: not the same tick again.
    const next = nearest(now + grid.intervalMs / 4, Math.ceil);
    timer = setTimeout(run, next - now);
  };
  const run = () => {
    lastAt = pageNow();
    wait();
    tick(nearest(lastAt, Math.round));
  };
  wait();

  return {
    grid: () => grid,
    follow(refreshes) {
      const next = ticksOf(refreshes);
      // A quick display's ticks stay at the same ones of its refreshes.
      const ticks = Math.round((next.at - grid.at) / next.intervalMs);
      const off = next.at - grid.at - ticks * next.intervalMs;
      const ownRefreshes = Math.round(off / refreshes.intervalMs) * refreshes.intervalMs;
      grid = { ...next, at: next.at - ownRefreshes };
    },
    isBusy: () => pageNow() - lastAt > busyAfterMs,
    stop: () => clearTimeout(timer),
  };
}
