import type { CapturedFrame } from './captureTimes.ts';

/** Between the page and its playout worker. All times are `performance.timeOrigin + performance.now()`, ms. */

/** When something happens again and again: one instant, and the time between two. */
export type Grid = { at: number; intervalMs: number };

/** What the worker has to know of one tile. */
export type TileSteering = {
  tile: number;
  /** A frame's RTP time and when it was captured, nudged; null if unknown. */
  captured: CapturedFrame | null;
  /** The RTP time of the newest frame that was delivered. */
  newestRtp: number | null;
  /** For frames whose capture time is unknown: the assumed time from capture to arrival. */
  assumedPathMs: number;
};

export type ToPlayoutWorker =
  /** Frames come by a stream or from a track, and go to a stream; without one the worker makes a track. */
  | {
      type: 'add';
      tile: number;
      readable?: ReadableStream<VideoFrame>;
      track?: MediaStreamTrack;
      writable?: WritableStream<VideoFrame>;
    }
  | { type: 'remove'; tile: number }
  /** Ten times a second; answered by `measured`. `refreshes`: of the display. `isHidden`: the page shows nothing. */
  | { type: 'steer'; delayMs: number; isHidden: boolean; refreshes: Grid | null; tiles: TileSteering[] };

/** What happened to one tile's frames since the last answer. `isBusy`: the worker was, so the frame came earlier. */
export type TileMeasurements = {
  tile: number;
  arrived: { rtp: number | undefined; at: number; isBusy: boolean }[];
  shown: { captureAt: number; at: number; lateMs: number }[];
  dropped: number;
};

export type FromPlayoutWorker =
  /** `mayMakeTracks`: it can read tracks and make them, as in Safari; otherwise the page has to hand it streams. */
  | { type: 'ready'; mayMakeTracks: boolean }
  | { type: 'track'; tile: number; track: MediaStreamTrack }
  | { type: 'measured'; tiles: TileMeasurements[] };
