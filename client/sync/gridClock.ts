import {
  type GridDelay,
  needOf,
  nextGridDelay,
  percentile,
  type SyncLevel,
  syncLevelOf,
} from '../../shared/gridDelay.ts';
import { medianOf } from '../../shared/medianOf.ts';
import { createValue, type Value } from '../value.ts';
import type { CaptureSource } from './captureTimes.ts';
import { createLatencyHistory } from './latencyHistory.ts';
import type { Instant, Playing } from './playing.ts';
import type { ServerClock } from './serverClock.ts';
import { addShownFrames, noFrames, type ShownFrames, type TileSync } from './tileSync.ts';

/** `live` shows each frame as it comes; `together` holds all tiles to one instant. */
export type SyncMode = 'live' | 'together';

/** What is measured of one tile: its latency, and its skew from the grid's instant; ms. */
export type SyncReading = { latencyMs: number; skewMs: number; level: SyncLevel; source: CaptureSource };
/** The whole grid: the span from the smallest to the largest latency, and the delay that tiles are held to; ms. */
export type GridFigure = { spreadMs: number | null; delayMs: number };

const steerEveryMs = 100;
/** Twice a second: figures are not read faster. */
const publishEverySteps = 5;

export type GridClock = Instant & {
  mode: Value<SyncMode>;
  setMode(mode: SyncMode): void;
  /** The delay that viewers who share agreed on: this grid is held to it if its own need is less. Null for none. */
  share(delayMs: number | null): void;
  neededMs(): number;
  /** The median of the tiles' path delays, ms. */
  typicalPathDelayMs(): number;
  figure: Value<GridFigure>;
  readingOf(perspective: string): Value<SyncReading | null>;
  /** Latencies of the last minute, oldest first; null where nothing was shown. */
  historyOf(perspective: string): readonly (number | null)[];
  /** Of all tiles since the page opened: a device that is too slow shows many of them late, or not at all. */
  shownFrames(): ShownFrames;
  add(tile: TileSync, playing: Playing): () => void;
  /** Forgets what was measured, after sleep or a network change. */
  forgetMeasurements(): void;
  close(): void;
};

type Tile = { sync: TileSync; playing: Playing };

/**
 * The instant that all tiles of this page show, chosen from the path delays of their frames. `flows`: whether new frames
 * of a perspective are to be expected now; a tile that is paused on purpose is not late.
 */
export function createGridClock(
  { now, at: timeOf }: Pick<ServerClock, 'now' | 'at'>,
  flows: (perspective: string) => boolean,
): GridClock {
  const tiles = new Set<Tile>();
  const readings = new Map<string, ReturnType<typeof createValue<SyncReading | null>>>();
  const history = createLatencyHistory();
  const figure = createValue<GridFigure>({ spreadMs: null, delayMs: 0 });
  const mode = createValue<SyncMode>('together');
  let delay: GridDelay | null = null;
  let sharedMs = 0;
  let ownNeedMs = 0;
  let p90Ms = 0;
  let steps = 0;
  /** Of tiles that have gone. */
  let formerFrames = noFrames;

  const delayMs = () => (mode.get() === 'live' ? 0 : Math.max(delay?.delayMs ?? 0, sharedMs));

  const readingOf = (perspective: string) => {
    const known = readings.get(perspective) ?? createValue<SyncReading | null>(null);
    readings.set(perspective, known);
    return known;
  };

  const updateDelay = (at: number) => {
    const pathDelays = [...tiles].flatMap(({ sync }) => sync.pathDelays(at) ?? []);
    if (pathDelays.length === 0) return;
    const need = needOf(pathDelays);
    ownNeedMs = need.neededMs;
    p90Ms =
      percentile(
        pathDelays.map((each) => each.p90Ms),
        0.5,
      ) ?? 0;
    delay = nextGridDelay(delay, need, at);
  };

  const publish = (at: number) => {
    for (const { sync } of tiles) if (!flows(sync.perspective)) sync.rest();
    const known = [...tiles].map(({ sync }) => ({ sync, latencyMs: sync.seenLatencyMs(at) }));
    const timed = known.flatMap(({ sync, latencyMs }) =>
      latencyMs !== null && sync.source() !== 'arrival' ? [latencyMs] : [],
    );
    // Tiles are late more often than early, so of two that disagree the earlier one is on time.
    const middle = medianOf(timed, 'lower') ?? 0;
    history.note(new Map(known.map(({ sync, latencyMs }) => [sync.perspective, latencyMs])));
    for (const { sync, latencyMs } of known) {
      if (latencyMs === null) {
        readingOf(sync.perspective).set(null);
        continue;
      }
      const skewMs = latencyMs - middle;
      const source = sync.source();
      readingOf(sync.perspective).set({
        latencyMs: Math.round(latencyMs),
        skewMs: Math.round(skewMs),
        level: syncLevelOf(source === 'arrival' ? null : skewMs),
        source,
      });
    }
    const spreadMs = timed.length > 1 ? Math.round(Math.max(...timed) - Math.min(...timed)) : null;
    figure.set({ spreadMs, delayMs: Math.round(delayMs()) });
  };

  const step = () => {
    const at = now();
    for (const { sync } of tiles) sync.poll();
    updateDelay(at);
    for (const { playing } of tiles) playing.steer();
    steps += 1;
    if (steps % publishEverySteps > 0) return;
    publish(at);
  };
  const stepping = setInterval(step, steerEveryMs);

  return {
    now,
    delayMs,
    timeOf,
    mode,
    figure,
    setMode: mode.set,
    share: (ms) => {
      sharedMs = ms ?? 0;
    },
    neededMs: () => ownNeedMs,
    typicalPathDelayMs: () => p90Ms,
    readingOf,
    historyOf: history.of,
    shownFrames: () => [...tiles].reduce((sum, { sync }) => addShownFrames(sum, sync.shownFrames()), formerFrames),
    add(sync, playing) {
      const tile = { sync, playing };
      tiles.add(tile);
      return () => {
        if (tiles.delete(tile)) formerFrames = addShownFrames(formerFrames, sync.shownFrames());
        readingOf(sync.perspective).set(null);
      };
    },
    forgetMeasurements() {
      for (const { sync } of tiles) sync.forget();
    },
    close: () => clearInterval(stepping),
  };
}
