import type { TileSync } from './tileSync.ts';

/** The instant that all tiles show. */
export type Instant = {
  /** The server's time, ms. */
  now(): number;
  /** By how much later than they were taken frames are shown, ms; 0 shows each as it comes. */
  delayMs(): number;
  /** Up to when a frame must have been taken to be shown at this refresh of the screen (the page's time). */
  dueBy(refreshAt: DOMHighResTimeStamp): number;
  /** The server's time at a refresh, ms. */
  timeOf(refreshAt: DOMHighResTimeStamp): number;
};

/** One tile that plays. */
export type Playing = {
  /** What its video shows. */
  track: MediaStreamTrack;
  /** Follows a changed delay or way; called ten times a second. */
  steer(): void;
  close(): void;
};

/** A way to show frames when they are due. */
export type Play = (
  track: MediaStreamTrack,
  receiver: RTCRtpReceiver | null,
  tile: TileSync,
  instant: Instant,
) => Playing;
