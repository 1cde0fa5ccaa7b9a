import { dueBy, phaseOf, quietPhase } from '../../shared/refreshPhase.ts';
import { createFrameTrack, framesOf, hasFrames, hasFrameTracks } from './insertableTrack.ts';
import type { FromPlayoutWorker, ToPlayoutWorker } from './playoutMessages.ts';
import { pageNow } from './serverClock.ts';
import { startTicks, type Ticks } from './ticks.ts';
import { createTileFrames, type Showing, type TileFrames } from './tileFrames.ts';

/** Holds and shows the frames of all tiles, away from the page's thread, which is busy with all else. */

const scope = globalThis as unknown as {
  postMessage(message: FromPlayoutWorker, transfer?: unknown[]): void;
  addEventListener(type: 'message', listener: (event: { data: ToPlayoutWorker }) => void): void;
};

/** Every so many steerings, twice a second, the phase of ticks is chosen again. */
const choosePhaseEvery = 5;

type Tile = { frames: TileFrames; close(): void };
const tiles = new Map<number, Tile>();
let showing: Showing = { delayMs: 0, isHidden: false };
let steerings = 0;
/** At which phase between two ticks frames become due. */
let phase = 0;
let ticks: Ticks | null = null;

function showDue(tickAt: number): void {
  const due = dueBy(tickAt, showing.delayMs, phase, ticks?.grid().intervalMs ?? 1);
  const now = pageNow();
  for (const { frames } of tiles.values()) frames.showUpTo(due, now);
}

function choosePhase(): void {
  if (!ticks) return;
  const { at, intervalMs } = ticks.grid();
  const now = pageNow();
  const phases = [...tiles.values()].flatMap(({ frames }) =>
    frames.captures(now).map((ms) => phaseOf(ms - at, intervalMs)),
  );
  phase = quietPhase(phases, phase);
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
      frames.arrived(value, pageNow(), ticks?.isBusy() ?? false);
    }
  };
  read().catch(() => undefined);
  ticks ??= startTicks(showDue);
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
  ticks?.stop();
  ticks = null;
}

scope.addEventListener('message', ({ data }) => {
  if (data.type === 'add') return openTile(data);
  if (data.type === 'remove') return closeTile(data.tile);
  showing = { delayMs: data.delayMs, isHidden: data.isHidden };
  if (data.refreshes) ticks?.follow(data.refreshes);
  for (const steering of data.tiles) tiles.get(steering.tile)?.frames.steer(steering);
  steerings += 1;
  if (steerings % choosePhaseEvery === 0) choosePhase();
  scope.postMessage({
    type: 'measured',
    tiles: [...tiles.values()].map(({ frames }) => frames.takeMeasurements()),
  });
});
scope.postMessage({ type: 'ready', mayMakeTracks: hasFrames() && hasFrameTracks() });
