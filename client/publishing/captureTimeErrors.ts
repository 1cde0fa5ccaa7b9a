import { captureTimeErrorOf, samplesThatCount, usualError } from '../../shared/captureTimeError.ts';
import { pageNow } from '../sync/serverClock.ts';
import { createValue, type Value } from '../value.ts';

/** From a frame to the server's word of its stamp: the way there and back. */
const keptMs = 3_000;
/** The error is constant but for hard times, and each frame that is looked at costs the page a drawing. */
const lookForMs = { first: 15_000, again: 6_000 };
const lookEveryMs = 60_000;

export type CaptureTimeErrors = {
  /** What this phone's stamps err by, ms; 0 until known. */
  errorMs: Value<number>;
  /** Notes when this camera's frames are taken, until its stop. */
  watch(camera: Value<MediaStreamTrack | null>): () => void;
  /** A frame came to the server that was stamped so, ms since 1970 on this phone's clock. */
  frameCaptured(phoneMs: number): void;
};

/** Calls with the time at which frames were taken, ms since 1970, for a while each minute; returns its stop. */
function followFrames(track: MediaStreamTrack, taken: (at: number) => void): () => void {
  const video = document.createElement('video');
  // Without it nothing tells when a frame was taken: the error stays unknown.
  if (!('requestVideoFrameCallback' in video)) return () => undefined;
  video.muted = true;
  video.playsInline = true;
  let pausing: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  const next = () => {
    asked = video.requestVideoFrameCallback((_, { captureTime, presentationTime }) => {
      taken(performance.timeOrigin + (captureTime ?? presentationTime));
      next();
    });
  };
  const pause = () => {
    clearTimeout(pausing);
    video.cancelVideoFrameCallback(asked);
    video.srcObject = null;
  };
  const look = (forMs: number) => {
    pause();
    video.srcObject = new MediaStream([track]);
    video.play().catch(() => undefined);
    next();
    pausing = setTimeout(pause, forMs);
  };
  look(lookForMs.first);
  const looking = setInterval(() => look(lookForMs.again), lookEveryMs);
  return () => {
    clearInterval(looking);
    pause();
  };
}

/** Compares the stamps that come to the server with when this phone took its frames. */
export function createCaptureTimeErrors(): CaptureTimeErrors {
  const errorMs = createValue(0);
  let takenAt: number[] = [];
  let samples: number[] = [];

  const taken = (at: number) => {
    takenAt = [...takenAt.filter((each) => pageNow() - each < keptMs), at];
  };

  return {
    errorMs,
    watch(camera) {
      let stop: (() => void) | null = null;
      const begin = () => {
        stop?.();
        [takenAt, samples] = [[], []];
        const track = camera.get();
        stop = track && followFrames(track, taken);
      };
      begin();
      const unfollow = camera.follow(begin);
      return () => {
        unfollow();
        stop?.();
      };
    },
    frameCaptured(phoneMs) {
      const sample = captureTimeErrorOf(phoneMs, takenAt);
      if (sample === null) return;
      samples = [...samples, sample].slice(-samplesThatCount);
      errorMs.set(usualError(samples) ?? errorMs.get());
    },
  };
}
