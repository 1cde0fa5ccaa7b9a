import { percentile } from '../../shared/gridDelay.ts';
import type { CaptureSource, CaptureTimes } from './captureTimes.ts';

type Sample = { at: number; ms: number };

/** What a moment's latency is the mean of: long enough to even out the screen's refresh, short enough to see a step. */
const momentMs = 333;
/** How long ways are looked back on: a second of frames tells a way from a burst. */
const waysMs = 1_000;
/** Fewer frames say nothing yet. */
const leastWays = 5;
const highShare = 0.9;

const since = (samples: readonly Sample[], at: number) => samples.filter((sample) => sample.at >= at);
const mean = (samples: readonly Sample[]) => samples.reduce((sum, { ms }) => sum + ms, 0) / samples.length;

/** What is measured of one tile: how late its frames come, and how late they are shown; ms, on the server's clock. */
export type TileSync = {
  perspective: string;
  /** When a frame was taken, or an estimate by when it came where nothing tells. */
  placed(rtp: number | undefined, cameAt: number): number;
  /** A frame taken at `captureAt` was shown at `shownAt`. */
  shown(captureAt: number, shownAt: number): void;
  /** By how much the browser's buffer holds frames back beyond their need: not part of the way. */
  heldBack(ms: number): void;
  heldBackMs(): number;
  source(): CaptureSource;
  /** How late its frames come if nothing holds them back, a high percentile; null until known. */
  wayMs(now: number): number | null;
  /** When the frames of the last second were taken, as they are played. */
  captures(now: number): number[];
  /** How late its frames are shown, the mean of a moment; null where none was. */
  latencyMs(now: number): number | null;
  /** The same of what stands on the screen: where nothing new was shown, how old the picture is. */
  seenLatencyMs(now: number): number | null;
  /** Forgets what was measured: after sleep, a gap or a new way. */
  forget(): void;
};

/** `usualWayMs` is the way that others' frames take: what a frame that bears no time is taken to have taken. */
export function createTileSync(
  perspective: string,
  times: CaptureTimes,
  nudgeMs: () => number,
  usualWayMs: () => number,
): TileSync {
  let ways: Sample[] = [];
  let latencies: Sample[] = [];
  let excessMs = 0;
  let lastCaptureAt: number | null = null;

  const latencyMs = (now: number) => {
    const recent = since(latencies, now - momentMs);
    return recent.length > 0 ? mean(recent) : null;
  };

  return {
    perspective,
    placed(rtp, cameAt) {
      const known = times.captureOf(rtp);
      const captureAt = known ?? cameAt - excessMs - usualWayMs();
      ways = since(ways, cameAt - waysMs);
      ways.push({ at: cameAt, ms: cameAt - captureAt });
      return captureAt + nudgeMs();
    },
    shown(captureAt, shownAt) {
      latencies = since(latencies, shownAt - momentMs);
      latencies.push({ at: shownAt, ms: shownAt - captureAt });
      lastCaptureAt = captureAt;
    },
    heldBack: (ms) => {
      excessMs = ms;
    },
    heldBackMs: () => excessMs,
    source: times.source,
    wayMs(now) {
      const recent = since(ways, now - waysMs);
      if (recent.length < leastWays || times.source() === 'arrival') return null;
      const high = percentile(
        recent.map(({ ms }) => ms),
        highShare,
      );
      return high === undefined ? null : high - excessMs;
    },
    captures: (now) => since(ways, now - waysMs).map(({ at, ms }) => at - ms + nudgeMs()),
    latencyMs,
    seenLatencyMs: (now) => latencyMs(now) ?? (lastCaptureAt === null ? null : now - lastCaptureAt),
    forget() {
      ways = [];
      latencies = [];
    },
  };
}
