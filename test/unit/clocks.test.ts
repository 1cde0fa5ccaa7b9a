import { afterEach, describe, expect, it, vi } from 'vitest';
import { watchWallClock } from '../../server/clocks.ts';
import { createHeartbeats } from '../../server/registry/heartbeats.ts';

const hour = 3_600_000;

/** A machine's two clocks, and what moves them. */
function machine() {
  let steady = 1_000_000;
  let ahead = 0;
  return {
    clocks: { now: () => steady, wallNow: () => steady + ahead },
    pass(ms: number) {
      steady += ms;
    },
    step(ms: number) {
      ahead += ms;
    },
  };
}

describe('the watch on the wall clock', () => {
  afterEach(() => void vi.useRealTimers());

  it('logs once that it was set, forwards or back, and is not settled for a while', () => {
    vi.useFakeTimers({ toFake: ['setInterval'] });
    const { clocks, pass, step } = machine();
    const warn = vi.fn();
    const watch = watchWallClock({ warn }, clocks);
    const second = () => {
      pass(1_000);
      vi.advanceTimersByTime(1_000);
    };
    second();
    expect([watch.isReliable(), warn.mock.calls.length]).toEqual([true, 0]);
    for (const stepMs of [hour, -hour]) {
      step(stepMs);
      // Asked before the next check is due.
      expect(watch.isReliable()).toBe(false);
      second();
      expect(warn.mock.lastCall?.[0]).toEqual({ stepMs });
    }
    expect(warn).toHaveBeenCalledTimes(2);
    for (let minute = 0; minute < 10; minute += 1) {
      expect(watch.isReliable()).toBe(false);
      pass(60_000);
    }
    expect(watch.isReliable()).toBe(true);
    watch.close();
  });

  it('takes slewing for no step, however much it adds up to', () => {
    const { clocks, pass, step } = machine();
    const warn = vi.fn();
    const watch = watchWallClock({ warn }, clocks);
    for (let second = 0; second < 10_000; second += 1) {
      pass(1_000);
      step(0.5);
      expect(watch.isReliable()).toBe(true);
    }
    expect(warn).not.toHaveBeenCalled();
    watch.close();
  });

  it('takes a process that was stopped between two readings for no step', () => {
    const { clocks, pass } = machine();
    const warn = vi.fn();
    let stopMs = 0;
    const wallNow = () => {
      pass(stopMs);
      return clocks.wallNow();
    };
    const watch = watchWallClock({ warn }, { now: clocks.now, wallNow });
    stopMs = 14_000;
    expect(watch.isReliable()).toBe(true);
    stopMs = 0;
    expect(watch.isReliable()).toBe(true);
    expect(warn).not.toHaveBeenCalled();
    watch.close();
  });
});

describe('a heartbeat', () => {
  const lastsMs = 12_000;
  /** A reader, and another server that writes its own date every 3 s. */
  function pair() {
    const reader = machine();
    const writer = machine();
    const { isAlive } = createHeartbeats(reader.clocks, lastsMs);
    let written = writer.clocks.wallNow();
    return {
      reader,
      writer,
      /** Whether it was alive at every check in this many seconds, and at the last one. */
      watch(seconds: number, beats: boolean) {
        const seen: boolean[] = [];
        for (let second = 0; second < seconds; second += 3) {
          for (const each of [reader, writer]) each.pass(3_000);
          if (beats) written = writer.clocks.wallNow();
          seen.push(isAlive('a', written));
        }
        return { always: seen.every(Boolean), last: seen.at(-1) };
      },
    };
  }

  it('is believed for 12 s after the last one', () => {
    const { watch } = pair();
    expect(watch(30, true).always).toBe(true);
    expect(watch(9, false).always).toBe(true);
    expect(watch(6, false).last).toBe(false);
  });

  it.each([hour, -hour])('goes on through a step of the reader’s or the writer’s clock of %i ms', (stepMs) => {
    for (const who of ['reader', 'writer'] as const) {
      const here = pair();
      here.watch(9, true);
      here[who].step(stepMs);
      expect(here.watch(3, false).always, who).toBe(true);
      expect(here.watch(60, true).always, who).toBe(true);
      expect(here.watch(15, false).last, who).toBe(false);
    }
  });

  it('that this process wrote is judged by when it was written, not when it was first read', () => {
    const { clocks, pass, step } = machine();
    const { isAlive, wrote } = createHeartbeats(clocks, lastsMs);
    const at = clocks.wallNow();
    wrote('own', at);
    step(hour);
    expect(isAlive('own', at)).toBe(true);
    pass(12_000);
    expect(isAlive('own', at)).toBe(false);
  });

  it('from before this process started is not believed if it is old or from the far future', () => {
    const { clocks } = machine();
    const { isAlive } = createHeartbeats(clocks, lastsMs);
    expect(isAlive('old', clocks.wallNow() - 13_000)).toBe(false);
    expect(isAlive('ahead', clocks.wallNow() + hour)).toBe(false);
    expect(isAlive('new', clocks.wallNow() - 3_000)).toBe(true);
  });
});
