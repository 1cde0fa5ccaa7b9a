import type { TileSync } from './tileSync.ts';

/** The instant that all tiles show. */
export type Instant = {
  /** The server's time, ms. */
  now(): number;
  /** The latency at which frames are shown, ms; 0 shows each as it arrives. */
  delayMs(): number;
  /** Frames taken up to this time are shown at this refresh of the screen (page time). */
  dueBy(refreshAt: DOMHighResTimeStamp): number;
  /** The server's time at a refresh, ms. */
  timeOf(refreshAt: DOMHighResTimeStamp): number;
};

/** One tile's playout. */
export type Playing = {
  /** The track that its video element shows. */
  track: MediaStreamTrack;
  /** Adapts to a changed grid delay or path delay; called ten times a second. */
  steer(): void;
  close(): void;
};

/** Starts the playout of one track. */
export type Play = (
  track: MediaStreamTrack,
  receiver: RTCRtpReceiver | null,
  tile: TileSync,
  instant: Instant,
) => Playing;
