import { createValue, type Value } from '../value.ts';
import { createBufferSteering } from './bufferSteering.ts';
import { measureRefreshes } from './displayRefreshes.ts';
import { createFrameTrack, framesOf, hasFrames, hasFrameTracks } from './insertableTrack.ts';
import type { Instant, Play } from './playing.ts';
import type { FromPlayoutWorker, TileMeasurements, TileSteering, ToPlayoutWorker } from './playoutMessages.ts';
import { pageNow } from './serverClock.ts';
import type { TileSync } from './tileSync.ts';

/** A worker that leaves this many steerings in a row unanswered, five seconds, is dead. */
const unansweredMost = 50;

/** A tile may be seen in a window of its own while its page is hidden. */
const isUnseen = () => document.hidden && !document.pictureInPictureElement;

type Tile = { sync: TileSync; instant: Instant; show(track: MediaStreamTrack): void };

export type WorkerPlayout = {
  play: Play;
  /** Null until the worker has answered. A worker that fails does so for good. */
  isUsable: Value<boolean | null>;
  close(): void;
};

/**
 * Holds each frame until it is due, and shows it at the next refresh of the screen, in a worker of all tiles. Streams of
 * frames are handed over: none of the frames comes by the page's thread, which only steers.
 */
export function startWorkerPlayout(): WorkerPlayout {
  const worker = new Worker(new URL('./playoutWorker.ts', import.meta.url), { type: 'module' });
  const isUsable = createValue<boolean | null>(null);
  const tiles = new Map<number, Tile>();
  const refreshes = measureRefreshes();
  let added = 0;
  let unanswered = 0;
  let isSteeringQueued = false;

  const fail = () => {
    document.removeEventListener('visibilitychange', steer);
    worker.terminate();
    refreshes.close();
    isUsable.set(false);
  };
  const post = (message: ToPlayoutWorker, transfer: unknown[] = []) =>
    worker.postMessage(message, transfer as Transferable[]);

  const steeringOf = ([tile, { sync, instant }]: [number, Tile]): TileSteering => {
    const captured = sync.captured();
    const aheadMs = instant.now() - pageNow();
    return {
      tile,
      captured: captured && { rtp: captured.rtp, captureAt: captured.captureAt - aheadMs },
      newestRtp: sync.newestRtp(),
      assumedPathMs: sync.assumedPathMs(),
    };
  };
  function steer(): void {
    const [first] = tiles.values();
    if (!first || isUsable.get() === false) return;
    unanswered += 1;
    const delayMs = first.instant.delayMs();
    if (unanswered > unansweredMost) fail();
    else {
      const page = { isHidden: isUnseen(), refreshes: refreshes.grid() };
      post({ type: 'steer', delayMs, ...page, tiles: [...tiles].map(steeringOf) });
    }
  }
  /** All tiles are steered in one task: one message for all of them. */
  const queueSteering = () => {
    if (isSteeringQueued) return;
    isSteeringQueued = true;
    queueMicrotask(() => {
      isSteeringQueued = false;
      steer();
    });
  };

  const note = ({ tile, arrived, shown, dropped }: TileMeasurements) => {
    const known = tiles.get(tile);
    if (!known) return;
    const { sync, instant } = known;
    const aheadMs = instant.now() - pageNow();
    for (const { rtp, at, isBusy } of arrived) sync.frameArrived(rtp, at + aheadMs, isBusy);
    for (const { captureAt, at, lateMs } of shown) sync.frameShown(captureAt + aheadMs, at + aheadMs, lateMs);
    sync.framesDropped(dropped);
  };

  worker.addEventListener('message', ({ data }: MessageEvent<FromPlayoutWorker>) => {
    if (data.type === 'ready') {
      if (data.mayMakeTracks || (hasFrames() && hasFrameTracks())) isUsable.set(true);
      else fail();
    }
    if (data.type === 'track') tiles.get(data.tile)?.show(data.track);
    if (data.type !== 'measured') return;
    unanswered = 0;
    for (const each of data.tiles) note(each);
  });
  worker.addEventListener('error', fail);
  worker.addEventListener('messageerror', fail);
  document.addEventListener('visibilitychange', steer);

  /** Hands a track's frames to the worker; the track that shows them is made here, or there. */
  const add = (tile: number, track: MediaStreamTrack, show: Tile['show']) => {
    const readable = framesOf(track);
    const shown = readable && createFrameTrack();
    if (readable && shown) {
      post({ type: 'add', tile, readable, writable: shown.writable }, [readable, shown.writable]);
      show(shown.track);
      return () => shown.track.stop();
    }
    // A track that is handed over ends here.
    const copy = track.clone();
    show(track);
    post({ type: 'add', tile, track: copy }, [copy]);
    return () => undefined;
  };

  return {
    isUsable,
    play(track, receiver, sync, instant, show) {
      const tile = added++;
      tiles.set(tile, { sync, instant, show });
      const stopTrack = add(tile, track, show);
      const buffer = createBufferSteering(receiver, sync, instant);
      queueSteering();
      return {
        steer() {
          buffer.steer();
          queueSteering();
        },
        close() {
          tiles.delete(tile);
          buffer.close();
          if (isUsable.get() !== false) post({ type: 'remove', tile });
          stopTrack();
        },
      };
    },
    close: fail,
  };
}
