import type { CaptureSource, CaptureTimes } from './captureTimes.ts';
import { createPathDelays, type PathDelay } from './pathDelays.ts';

type Sample = { at: number; ms: number };

/** What a moment's latency is the mean of: long enough to even out the screen's refresh, short enough to see a step. */
const momentMs = 333;

const since = (samples: readonly Sample[], at: number) => samples.filter((sample) => sample.at >= at);
const mean = (samples: readonly Sample[]) => samples.reduce((sum, { ms }) => sum + ms, 0) / samples.length;

/** What is measured of one tile: how late its frames come, and how late they are shown; ms, on the server's clock. */
export type TileSync = {
  perspective: string;
  /** When a frame was taken, or an estimate by when it came where nothing tells; `isHeldUp` by the page, not on its way. */
  placed(rtp: number | undefined, cameAt: number, isPageBusy?: boolean): number;
  /** A frame taken at `captureAt` was shown at `shownAt`. */
  shown(captureAt: number, shownAt: number): void;
  /** By how much the browser's buffer holds frames back beyond their need: not part of the way. */
  setAddedDelay(ms: number): void;
  source(): CaptureSource;
  /** How late its frames come if nothing holds them back; null until known. */
  pathDelays(now: number): PathDelay | null;
  /** When the frames of the last second were taken, as they are played. */
  captures(now: number): number[];
  /** How late its frames are shown, the mean of a moment; null where none was. */
  latencyMs(now: number): number | null;
  /** The same of what stands on the screen: where nothing new was shown, how old the picture is. */
  seenLatencyMs(now: number): number | null;
  /** Its picture stands on purpose: how old it is says nothing, until a new one is shown. */
  rest(): void;
  /** Forgets what was measured: after sleep, a gap or a new way. */
  forget(): void;
};

/** `usualWayMs` is the way that others' frames take: what a frame that bears no time is taken to have taken. */
export function createTileSync(
  perspective: string,
  times: CaptureTimes,
  nudgeMs: () => number,
  typicalPathDelayMs: () => number,
): TileSync {
  const pathDelays = createPathDelays();
  let latencies: Sample[] = [];
  let addedDelayMs = 0;
  let lastCaptureAt: number | null = null;

  const latencyMs = (now: number) => {
    const recent = since(latencies, now - momentMs);
    return recent.length > 0 ? mean(recent) : null;
  };

  return {
    perspective,
    placed(rtp, cameAt, isPageBusy = false) {
      const known = times.captureOf(rtp);
      const captureAt = known ?? cameAt - addedDelayMs - typicalPathDelayMs();
      if (!isPageBusy) pathDelays.note(cameAt, cameAt - captureAt);
      return captureAt + nudgeMs();
    },
    shown(captureAt, shownAt) {
      latencies = since(latencies, shownAt - momentMs);
      latencies.push({ at: shownAt, ms: shownAt - captureAt });
      lastCaptureAt = captureAt;
    },
    setAddedDelay: (ms) => {
      addedDelayMs = ms;
    },
    source: times.source,
    pathDelays(now) {
      const known = times.source() === 'arrival' ? null : pathDelays.read(now);
      if (!known) return null;
      const { p90Ms, minMs, peakMs } = known;
      return { p90Ms: p90Ms - addedDelayMs, minMs: minMs - addedDelayMs, peakMs: peakMs - addedDelayMs };
    },
    captures: (now) => pathDelays.recent(now).map(({ at, ms }) => at - ms + nudgeMs()),
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
