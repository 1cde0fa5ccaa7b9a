import type { PerspectiveClock, RtpMapping } from '../../shared/domain.ts';
import { type CaptureTimes, createCaptureTimes } from './captureTimes.ts';
import { createGridClock, type GridClock } from './gridClock.ts';
import { keepLipSync } from './lipSync.ts';
import { choosePlayout, type PlayoutName, playOf } from './playout.ts';
import { keepServerClock, type ServerClock } from './serverClock.ts';
import { createTileSync } from './tileSync.ts';

/** A received track. */
type ReceivedTrack = {
  consumer: string;
  perspective: string;
  track: MediaStreamTrack;
  receiver: RTCRtpReceiver | null;
};
/** The track as it is played, until it is closed. */
export type Played = { track: MediaStreamTrack; close(): void };

export type Synchrony = {
  clock: ServerClock;
  grid: GridClock;
  playout: PlayoutName;
  /** Shows video at the grid's instant. */
  playPicture(received: ReceivedTrack): Played;
  /** Plays audio at the grid's instant. */
  playSound(received: ReceivedTrack): Played;
  /** The server's mapping of RTP time to capture time for one consumer, from now on. */
  rtpMapped(consumer: string, rtpMapping: RtpMapping): void;
  /** A viewer's own correction of one tile, ms; added to the moderators'. */
  nudge(perspective: string, ms: number): void;
  nudgeOf(perspective: string): number;
  /** Discards all measurements, after sleep or a network change. */
  restart(): void;
  close(): void;
};

type Parts = {
  exchange: Parameters<typeof keepServerClock>[0];
  /** A perspective's clock as the server knows it. */
  clockOf(perspective: string): PerspectiveClock | null;
  /** The moderators' correction, ms. */
  nudgeOf(perspective: string): number;
  /** Whether new frames of it are to be expected now. */
  flows(perspective: string): boolean;
  /** Whether its picture should move; also of a phone that has stopped sending. */
  isExpected(perspective: string): boolean;
  /** A name, for tests; otherwise the best that the browser supports. */
  playout: string | null;
};

/** Holds all tiles of a page to one instant: the server's clock, the grid's delay, and each tile's playout. */
export function createSynchrony({ exchange, clockOf, nudgeOf, flows, isExpected, playout }: Parts): Synchrony {
  const clock = keepServerClock(exchange);
  const grid = createGridClock(clock, flows, isExpected);
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
      grid.forgetMeasurements();
    },
    close() {
      grid.close();
      clock.close();
    },
  };
}
