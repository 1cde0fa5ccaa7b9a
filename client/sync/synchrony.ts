import type { PerspectiveClock, RtpMapping } from '../../shared/domain.ts';
import type { Value } from '../value.ts';
import { createCaptureTimes } from './captureTimes.ts';
import { createGridClock, type GridClock } from './gridClock.ts';
import { keepLipSync } from './lipSync.ts';
import { createPlayout, type PlayoutName } from './playout.ts';
import { keepServerClock, type ServerClock } from './serverClock.ts';
import { createTileSync } from './tileSync.ts';

/** A received track. */
type ReceivedTrack = {
  consumer: string;
  perspective: string;
  track: MediaStreamTrack;
  receiver: RTCRtpReceiver | null;
};
/** Gets the track that is to be played, and any that replaces it. */
type Show = (track: MediaStreamTrack) => void;

export type Synchrony = {
  clock: ServerClock;
  grid: GridClock;
  playout: Value<PlayoutName>;
  /** Shows video at the grid's instant; returns its stop. */
  playPicture(received: ReceivedTrack, show: Show): () => void;
  /** Plays audio at the grid's instant; returns its stop. */
  playSound(received: ReceivedTrack, show: Show): () => void;
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
  /** A name, for tests; otherwise the best that the browser supports. */
  playout: string | null;
};

/** Holds all tiles of a page to one instant: the server's clock, the grid's delay, and each tile's playout. */
export function createSynchrony({ exchange, clockOf, nudgeOf, flows, playout }: Parts): Synchrony {
  const clock = keepServerClock(exchange);
  const grid = createGridClock(clock, flows);
  const { name, play, close: closePlayout } = createPlayout(playout);
  const nudges = new Map<string, number>();
  /** What to tell of a consumer's RTP times. */
  const mapped = new Map<string, (rtpMapping: RtpMapping) => void>();

  return {
    clock,
    grid,
    playout: name,
    playPicture({ consumer, perspective, track, receiver }, show) {
      const times = createCaptureTimes(receiver, () => clockOf(perspective), clock.now);
      const nudgeMs = () => nudgeOf(perspective) + (nudges.get(perspective) ?? 0);
      const tile = createTileSync(perspective, times, nudgeMs, grid.typicalPathDelayMs);
      const playing = play(track, receiver, tile, grid, show);
      mapped.set(consumer, (rtpMapping) => {
        times.rtpMapped(rtpMapping);
        playing.steer();
      });
      const remove = grid.add(tile, playing);
      return () => {
        mapped.delete(consumer);
        remove();
        playing.close();
      };
    },
    playSound({ consumer, perspective, track, receiver }, show) {
      if (!receiver) {
        show(track);
        return () => undefined;
      }
      const lipSync = keepLipSync(track, receiver, () => clockOf(perspective), grid, show);
      mapped.set(consumer, lipSync.rtpMapped);
      return () => {
        mapped.delete(consumer);
        lipSync.close();
      };
    },
    rtpMapped: (consumer, rtpMapping) => mapped.get(consumer)?.(rtpMapping),
    nudge: (perspective, ms) => void nudges.set(perspective, ms),
    nudgeOf: (perspective) => nudges.get(perspective) ?? 0,
    restart() {
      clock.restart();
      grid.forgetMeasurements();
    },
    close() {
      closePlayout();
      grid.close();
      clock.close();
    },
  };
}
