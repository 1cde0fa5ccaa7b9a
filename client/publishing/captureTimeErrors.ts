import { agreedError, captureTimeErrorsOf, samplesThatCount } from '../../shared/captureTimeError.ts';
import { pageNow } from '../sync/serverClock.ts';
import { createValue, type Value } from '../value.ts';

/** From taking a frame to the server's notice about it: a round trip and a margin. */
const keptForMs = 3_000;
/** The error hardly changes unless the device is overloaded, and each observed frame costs the page a repaint. */
const observeForMs = { first: 15_000, again: 6_000 };
const observeEveryMs = 60_000;

export type CaptureTimeErrors = {
  /** By how much this phone's abs-capture-time errs, ms; negative where it is early, 0 until known. */
  errorMs: Value<number>;
  /** Observes when this camera's frames are taken; returns its stop. */
  watch(camera: Value<MediaStreamTrack | null>): () => void;
  /** The server received a frame with this abs-capture-time, ms since 1970 on this phone's clock. */
  frameCaptured(phoneMs: number): void;
};

/** Calls with the time at which each frame was taken, ms since 1970, for some seconds each minute; returns its stop. */
function followFrames(track: MediaStreamTrack, taken: (at: number) => void): () => void {
  const video = document.createElement('video');
  // Without this method it is not known when a frame was taken: the error stays 0.
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
  const observe = (forMs: number) => {
    pause();
    video.srcObject = new MediaStream([track]);
    video.play().catch(() => undefined);
    next();
    pausing = setTimeout(pause, forMs);
  };
  observe(observeForMs.first);
  const timer = setInterval(() => observe(observeForMs.again), observeEveryMs);
  return () => {
    clearInterval(timer);
    pause();
  };
}

/** Compares the abs-capture-time of frames that the server received with when this phone took them. */
export function createCaptureTimeErrors(): CaptureTimeErrors {
  const errorMs = createValue(0);
  let takenAt: number[] = [];
  let samples: number[][] = [];

  const taken = (at: number) => {
    takenAt = [...takenAt.filter((each) => pageNow() - each < keptForMs), at];
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
      const sample = captureTimeErrorsOf(phoneMs, takenAt);
      if (sample.length === 0) return;
      samples = [...samples, sample].slice(-samplesThatCount);
      errorMs.set(agreedError(samples) ?? errorMs.get());
    },
  };
}
