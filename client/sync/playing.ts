import type { TileSync } from './tileSync.ts';

/** The instant that all tiles show. */
export type Instant = {
  /** The server's time, ms. */
  now(): number;
  /** The latency at which frames are shown, ms; 0 shows each as it arrives. */
  delayMs(): number;
  /** The server's time at a page time (`performance.now`), ms. */
  timeOf(pageMs: DOMHighResTimeStamp): number;
};

/** One tile's playout. */
export type Playing = {
  /** Adapts to a changed grid delay or path delay; called ten times a second. */
  steer(): void;
  close(): void;
};

/** Starts the playout of one track; `show` is called with the track that the tile shows, and with any that replaces it. */
export type Play = (
  track: MediaStreamTrack,
  receiver: RTCRtpReceiver | null,
  tile: TileSync,
  instant: Instant,
  show: (track: MediaStreamTrack) => void,
) => Playing;
