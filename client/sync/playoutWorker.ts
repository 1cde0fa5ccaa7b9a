import { dueBy, phaseOf, quietPhase } from '../../shared/refreshPhase.ts';
import { createFrameTrack, framesOf, hasFrames, hasFrameTracks } from './insertableTrack.ts';
import type { FromPlayoutWorker, ToPlayoutWorker } from './playoutMessages.ts';
import { isThreadBusy, onRefresh, refreshes } from './refresh.ts';
import { pageNow } from './serverClock.ts';
import { createTileFrames, type Showing, type TileFrames } from './tileFrames.ts';

/** Holds and shows the frames of all tiles, away from the page's thread, which is busy with all else. */

const scope = globalThis as unknown as {
  postMessage(message: FromPlayoutWorker, transfer?: unknown[]): void;
  addEventListener(type: 'message', listener: (event: { data: ToPlayoutWorker }) => void): void;
};

/** Every so many steerings, twice a second, the phase of refreshes is chosen again. */
const choosePhaseEvery = 5;
/** Without a refresh for this long frames are shown when others arrive, as long as the page is in sight. */
const noRefreshMs = 250;

type Tile = { frames: TileFrames; close(): void };
const tiles = new Map<number, Tile>();
let showing: Showing = { delayMs: 0, isHidden: false };
let steerings = 0;
/** At which phase between two refreshes frames become due. */
let refresh = { phase: 0, intervalMs: 0 };
let refreshedAt = Number.NEGATIVE_INFINITY;
let stopRefreshes: (() => void) | null = null;

function showDue(at: number): void {
  refreshedAt = at;
  const { phase, intervalMs } = refresh;
  const due = intervalMs > 0 ? dueBy(at, showing.delayMs, phase, intervalMs) : at - showing.delayMs;
  for (const { frames } of tiles.values()) frames.showUpTo(due, at);
}

function choosePhase(): void {
  const seen = refreshes();
  if (!seen) return;
  const from = performance.timeOrigin + seen.lastAt;
  const now = pageNow();
  const phases = [...tiles.values()].flatMap(({ frames }) =>
    frames.captures(now).map((ms) => phaseOf(ms - from, seen.intervalMs)),
  );
  refresh = { phase: quietPhase(phases, refresh.phase), intervalMs: seen.intervalMs };
}

function openTile({ tile, readable, track, writable }: Extract<ToPlayoutWorker, { type: 'add' }>): void {
  const own = writable ? null : createFrameTrack();
  const reader = (readable ?? (track && framesOf(track)))?.getReader();
  const writer = (writable ?? own?.writable)?.getWriter();
  if (!reader || !writer) throw new Error('This worker can neither read frames nor show them.');
  const frames = createTileFrames(
    tile,
    () => showing,
    (frame) => void writer.write(frame as VideoFrame).catch(() => frame.close()),
  );
  let isClosed = false;
  const read = async () => {
    for (;;) {
      const { value, done } = await reader.read();
      if (done || isClosed) return value?.close();
      const now = pageNow();
      frames.arrived(value, now, isThreadBusy());
      if (now - refreshedAt > noRefreshMs && !showing.isHidden) showDue(now);
    }
  };
  read().catch(() => undefined);
  stopRefreshes ??= onRefresh((at) => showDue(performance.timeOrigin + at));
  tiles.set(tile, {
    frames,
    close() {
      isClosed = true;
      reader.cancel().catch(() => undefined);
      frames.close();
      writer.close().catch(() => undefined);
      track?.stop();
    },
  });
  if (own) scope.postMessage({ type: 'track', tile, track: own.track }, [own.track]);
}

function closeTile(tile: number): void {
  tiles.get(tile)?.close();
  tiles.delete(tile);
  if (tiles.size > 0) return;
  stopRefreshes?.();
  stopRefreshes = null;
}

scope.addEventListener('message', ({ data }) => {
  if (data.type === 'add') return openTile(data);
  if (data.type === 'remove') return closeTile(data.tile);
  showing = { delayMs: data.delayMs, isHidden: data.isHidden };
  for (const steering of data.tiles) tiles.get(steering.tile)?.frames.steer(steering);
  steerings += 1;
  if (steerings % choosePhaseEvery === 0) choosePhase();
  scope.postMessage({
    type: 'measured',
    tiles: [...tiles.values()].map(({ frames }) => frames.takeMeasurements()),
  });
});
scope.postMessage({ type: 'ready', mayMakeTracks: hasFrames() && hasFrameTracks() });
