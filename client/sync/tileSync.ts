import type { CapturedFrame, CaptureSource, CaptureTimes } from './captureTimes.ts';
import { createPathDelays, type PathDelay } from './pathDelays.ts';

type Sample = { at: number; ms: number };

/** A latency is the mean of this: long enough to even out the screen's refresh, short enough to show a step. */
const meanOverMs = 333;

const since = (samples: readonly Sample[], at: number) => samples.filter((sample) => sample.at >= at);
const mean = (samples: readonly Sample[]) => samples.reduce((sum, { ms }) => sum + ms, 0) / samples.length;

/** A frame is shown at the first or second refresh after it is due; the device was too slow if it took longer than this. */
const lateAfterMs = 50;

/**
 * Totals, like those of getStats: frames shown, those of them that were shown late by the device and by how much in all
 * (ms), and those overtaken by a newer one before a refresh came. The path has no part in it: a frame is due once it is here.
 */
export type ShownFrames = { shown: number; late: number; lateMs: number; dropped: number };

export const addShownFrames = (a: ShownFrames, b: ShownFrames): ShownFrames => ({
  shown: a.shown + b.shown,
  late: a.late + b.late,
  lateMs: a.lateMs + b.lateMs,
  dropped: a.dropped + b.dropped,
});
export const noFrames: ShownFrames = { shown: 0, late: 0, lateMs: 0, dropped: 0 };

/** What is measured of one tile: its path delay and its latency; ms, on the server's clock. */
export type TileSync = {
  perspective: string;
  /** Reads capture times; called ten times a second. */
  poll(): void;
  /** The newest frame's RTP time, and when it was captured, with nudges; null while unknown. */
  captured(): CapturedFrame | null;
  newestRtp(): number | null;
  /** From capture to arrival, less nudges: assumed of frames whose capture time is unknown. */
  assumedPathMs(): number;
  /** Returns when the frame was taken, estimated from its arrival if unknown. `isBusy`: we, not the path, delayed it. */
  frameArrived(rtp: number | undefined, arrivedAt: number, isBusy?: boolean): number;
  /** A frame taken at `captureAt` was shown at `shownAt`, this long after it was due and here. */
  frameShown(captureAt: number, shownAt: number, lateMs?: number): void;
  /** So many frames were overtaken by newer ones before they could be shown. */
  framesDropped(count: number): void;
  shownFrames(): ShownFrames;
  /** What we made the jitter buffer add to its minimum delay: not part of the path delay. */
  setAddedDelay(ms: number): void;
  source(): CaptureSource;
  /** Without the added delay; null while unknown. */
  pathDelays(now: number): PathDelay | null;
  /** The mean latency of the frames just shown; null if there were none. */
  latencyMs(now: number): number | null;
  /** The same, or without new frames the age of the picture on the screen. */
  seenLatencyMs(now: number): number | null;
  /** It is paused on purpose: the age of its picture says nothing, until a new frame is shown. */
  rest(): void;
  /** Discards the measurements, after sleep or a network change. */
  forget(): void;
};

/** `typicalPathDelayMs` is that of other tiles: the estimate for a frame without a capture time. */
export function createTileSync(
  perspective: string,
  times: CaptureTimes,
  nudgeMs: () => number,
  typicalPathDelayMs: () => number,
): TileSync {
  const pathDelays = createPathDelays();
  let latencies: Sample[] = [];
  let shownFrames = noFrames;
  let addedDelayMs = 0;
  let lastCaptureAt: number | null = null;

  const latencyMs = (now: number) => {
    const recent = since(latencies, now - meanOverMs);
    return recent.length > 0 ? mean(recent) : null;
  };

  return {
    perspective,
    poll: times.poll,
    newestRtp: times.newestRtp,
    captured() {
      const rtp = times.newestRtp();
      const captureAt = rtp === null ? null : times.captureOf(rtp);
      return rtp === null || captureAt === null ? null : { rtp, captureAt: captureAt + nudgeMs() };
    },
    assumedPathMs: () => addedDelayMs + typicalPathDelayMs() - nudgeMs(),
    frameArrived(rtp, arrivedAt, isBusy = false) {
      const known = times.captureOf(rtp);
      const captureAt = known ?? arrivedAt - addedDelayMs - typicalPathDelayMs();
      if (!isBusy) pathDelays.note(arrivedAt, arrivedAt - captureAt - addedDelayMs);
      return captureAt + nudgeMs();
    },
    frameShown(captureAt, shownAt, lateMs = 0) {
      const late = lateMs > lateAfterMs ? { late: 1, lateMs } : {};
      shownFrames = addShownFrames(shownFrames, { ...noFrames, shown: 1, ...late });
      latencies = since(latencies, shownAt - meanOverMs);
      latencies.push({ at: shownAt, ms: shownAt - captureAt });
      lastCaptureAt = captureAt;
    },
    framesDropped: (dropped) => {
      shownFrames = addShownFrames(shownFrames, { ...noFrames, dropped });
    },
    shownFrames: () => shownFrames,
    setAddedDelay: (ms) => {
      addedDelayMs = ms;
    },
    source: times.source,
    pathDelays: (now) => (times.source() === 'arrival' ? null : pathDelays.read(now)),
    latencyMs,
    seenLatencyMs: (now) => latencyMs(now) ?? (lastCaptureAt === null ? null : now - lastCaptureAt),
    rest() {
      latencies = [];
      lastCaptureAt = null;
    },
    forget() {
      pathDelays.forget();
      latencies = [];
    },
  };
}
