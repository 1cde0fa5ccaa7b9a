import type { Place, Position } from '../../shared/domain.ts';
import { bearingOf, positionAt } from '../../shared/geo.ts';
import { paintTimecode } from '../concert/clock/clockFace.ts';
import { every } from '../concert/clock/ticker.ts';
import { createClockPicture } from '../concert/clockPicture.ts';
import { createPicture, type VirtualPicture } from '../concert/concertPicture.ts';
import { openSound } from '../concert/music/concertSound.ts';
import { createPlainPicture } from '../concert/plainPicture.ts';
import { type Seat, seatAt } from '../concert/seats.ts';
import { createValue } from '../value.ts';
import { words } from '../words/words.ts';
import type { CameraSource } from './cameraSource.ts';

export type VirtualCameraOptions = {
  /** Index of this camera, from 0, out of `of`, which are spread evenly over the twelve seats of the scene. */
  seat: number;
  of: number;
  /** Server time, ms since 1970. */
  now(): number;
  /** Draws a machine-readable clock into the picture, and adds a click at each full second to the sound. */
  hasTimecode?: boolean;
  /** Where the concert is; without it the camera has no place. */
  venue?: Position | null;
  /** Px; 640 × 360 by default. */
  width?: number;
  height?: number;
  /** 30 by default; fewer where many cameras share a machine. */
  fps?: number;
  /** Simulates a late camera: shows the scene of this many ms ago. */
  delayMs?: number;
  isSilent?: boolean;
  /** The concert by default; `plain` costs almost no drawing, `clock` shows the server's clock. */
  scene?: SceneName | undefined;
};

export type VirtualCamera = CameraSource & { place: Place; label: string };

const pictures = { concert: createPicture, plain: createPlainPicture, clock: createClockPicture };
export type SceneName = keyof typeof pictures;

/** The scene is small, so that faces can be seen; on the plan it is enlarged to the size of a real concert. */
const onPlan = 2.2;

/** Position and heading of a seat at a venue. */
export function placeOf({ from, to }: Seat, venue: Position | null): Place {
  if (!venue) return { precision: 'off' };
  const heading = Math.round(bearingOf({ eastM: to.x - from.x, northM: to.y - from.y })) % 360;
  return {
    precision: 'exact',
    ...positionAt(venue, { eastM: from.x * onPlan, northM: from.y * onPlan }),
    heading,
  };
}

type VideoOptions = {
  create: typeof createPicture;
  widthPx: number;
  heightPx: number;
  fps: number;
  hasTimecode: boolean;
  firstMs: number;
};

/** In Firefox the stream of a canvas takes frames, elsewhere its track. */
const takesFrames = (each: unknown): each is { requestFrame(): void } =>
  typeof (each as { requestFrame?: unknown } | undefined)?.requestFrame === 'function';

/** A video track of the scene, drawn by this page until it is closed. */
function openVideo(seat: Seat, sceneNow: () => number, options: VideoOptions) {
  const { create, widthPx, heightPx, fps, hasTimecode, firstMs } = options;
  const canvas = document.createElement('canvas');
  canvas.width = widthPx;
  canvas.height = heightPx;
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  const stream = canvas.captureStream(0);
  const [track] = stream.getVideoTracks();
  const source = [track as unknown, stream].find(takesFrames);
  if (!context || !track || !source) throw new Error('this browser films no canvas');
  track.contentHint = 'motion';
  let picture: VirtualPicture | null = null;
  const stop = every(
    1_000 / fps,
    () => {
      picture ??= create(seat, widthPx, heightPx);
      picture.draw(context, sceneNow());
      if (hasTimecode) {
        // Reading a pixel flushes pending drawing, so that the clock is not older than it says.
        context.getImageData(widthPx - 1, heightPx - 1, 1, 1);
        paintTimecode(context, widthPx, heightPx, sceneNow());
      }
      source.requestFrame();
    },
    firstMs,
  );
  return {
    track,
    close() {
      stop();
      track.stop();
    },
  };
}

/** Films the virtual concert from one seat; picture and sound depend on the server's time alone. */
export function openVirtualCamera(options: VirtualCameraOptions): VirtualCamera {
  const { seat: camera, of, now, venue = null, delayMs = 0, fps = 30, hasTimecode = false } = options;
  const seat = seatAt(camera, of);
  const sceneNow = () => now() - delayMs;
  // Each camera has its own phase, as phones do, so that they do not all draw at the same time.
  const firstMs = ((1_000 / fps) * (camera % 12)) / 12;
  const { width = 640, height = 360 } = options;
  const create = pictures[options.scene ?? 'concert'];
  const picture = openVideo(seat, sceneNow, { create, widthPx: width, heightPx: height, fps, hasTimecode, firstMs });
  const sound = options.isSilent
    ? null
    : openSound({ sceneNow, brightHz: seat.brightHz, loudness: seat.loudness, hasClicks: hasTimecode });
  const video = createValue<MediaStreamTrack | null>(picture.track);
  const audio = createValue<MediaStreamTrack | null>(sound?.track ?? null);
  return {
    video,
    audio,
    place: placeOf(seat, venue),
    label: words.demo.seats[seat.index] ?? '',
    close() {
      picture.close();
      sound?.close();
      video.set(null);
      audio.set(null);
    },
  };
}
