import type { PerspectiveClock, RtpMapping } from '../../shared/domain.ts';
import { type CaptureTimes, createCaptureTimes } from './captureTimes.ts';
import { createGridClock, type GridClock } from './gridClock.ts';
import { keepLipSync } from './lipSync.ts';
import { choosePlayout, type PlayoutName, playOf } from './playout.ts';
import { keepServerClock, type ServerClock } from './serverClock.ts';
import { createTileSync } from './tileSync.ts';

/** A track that arrives. */
type Arriving = { consumer: string; perspective: string; track: MediaStreamTrack; receiver: RTCRtpReceiver | null };
/** What is played of it, until it is closed. */
export type Played = { track: MediaStreamTrack; close(): void };

export type Synchrony = {
  clock: ServerClock;
  grid: GridClock;
  playout: PlayoutName;
  /** Shows a picture when it is due. */
  playPicture(arriving: Arriving): Played;
  /** Lets a sound be heard with the pictures of its instant. */
  playSound(arriving: Arriving): Played;
  /** The server says how RTP times of one consumer are to be read from now on. */
  rtpMapped(consumer: string, rtpMapping: RtpMapping): void;
  /** A viewer's own correction of one tile, ms; beside the moderator's. */
  nudge(perspective: string, ms: number): void;
  nudgeOf(perspective: string): number;
  /** After sleep or a network change nothing that was measured holds. */
  restart(): void;
  close(): void;
};

type Parts = {
  exchange: Parameters<typeof keepServerClock>[0];
  /** What the server says of a perspective's clock, and the moderator's correction. */
  clockOf(perspective: string): PerspectiveClock | null;
  nudgeOf(perspective: string): number;
  /** Whether new pictures of it are to be expected now. */
  flows(perspective: string): boolean;
  /** By name, for tests; else the best there is. */
  playout: string | null;
};

/** Holds all tiles of a page to one instant: the server's clock, the grid's delay, and each tile's playout. */
export function createSynchrony({ exchange, clockOf, nudgeOf, flows, playout }: Parts): Synchrony {
  const clock = keepServerClock(exchange);
  const grid = createGridClock(clock, flows);
  const name = choosePlayout(playout);
  const nudges = new Map<string, number>();
  const timesOf = new Map<string, CaptureTimes>();

  return {
    clock,
    grid,
    playout: name,
    playPicture({ consumer, perspective, track, receiver }) {
      const times = createCaptureTimes(receiver, () => clockOf(perspective), clock.now);
      timesOf.set(consumer, times);
      const nudgeMs = () => nudgeOf(perspective) + (nudges.get(perspective) ?? 0);
      const tile = createTileSync(perspective, times, nudgeMs, grid.typicalPathDelayMs);
      const playing = playOf(name)(track, receiver, tile, grid);
      const remove = grid.add(tile, playing);
      return {
        track: playing.track,
        close() {
          timesOf.delete(consumer);
          remove();
          playing.close();
        },
      };
    },
    playSound({ perspective, track, receiver }) {
      const close = receiver ? keepLipSync(receiver, () => clockOf(perspective), grid) : () => undefined;
      return { track, close };
    },
    rtpMapped: (consumer, rtpMapping) => timesOf.get(consumer)?.rtpMapped(rtpMapping),
    nudge: (perspective, ms) => void nudges.set(perspective, ms),
    nudgeOf: (perspective) => nudges.get(perspective) ?? 0,
    restart() {
      clock.restart();
      grid.restart();
    },
    close() {
      grid.close();
      clock.close();
    },
  };
}
