import { type FilmedLevel, type FoundDelay, findDelay, levelOf } from '../../shared/syncCode.ts';

/** Two seconds of frames, and some for the hand to become still. */
const filmMs = 2_400;
/** Only the middle is looked at: the screen need not fill the picture. */
const middleShare = 0.4;
const sampledPx = 8;

/** How blue the middle of a picture is. */
function createLevelMeter(): (video: HTMLVideoElement) => number {
  const canvas = document.createElement('canvas');
  canvas.width = sampledPx;
  canvas.height = sampledPx;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (video) => {
    if (!context) return 0;
    const [width, height] = [video.videoWidth * middleShare, video.videoHeight * middleShare];
    const [left, top] = [(video.videoWidth - width) / 2, (video.videoHeight - height) / 2];
    context.drawImage(video, left, top, width, height, 0, 0, sampledPx, sampledPx);
    const { data } = context.getImageData(0, 0, sampledPx, sampledPx);
    const sum = [0, 0, 0];
    for (let index = 0; index < data.length; index += 4) {
      for (const part of [0, 1, 2]) sum[part] = (sum[part] ?? 0) + (data[index + part] ?? 0);
    }
    const pixels = data.length / 4;
    const [red = 0, green = 0, blue = 0] = sum.map((value) => value / pixels);
    return levelOf(red, green, blue);
  };
}

/**
 * Films the server's clock for two seconds and finds how late the camera's frames are stamped: what `now` (the server's
 * time, ms) says when a frame comes, less what was shown then. Null where the clock was not seen.
 */
export async function checkCamera(track: MediaStreamTrack, now: () => number): Promise<FoundDelay | null> {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream([track]);
  await video.play();
  const levelIn = createLevelMeter();
  const filmed: FilmedLevel[] = [];
  await new Promise<void>((resolve) => {
    const until = performance.now() + filmMs;
    const sample = (at: DOMHighResTimeStamp, { captureTime }: VideoFrameCallbackMetadata) => {
      // Frames are stamped for viewers when they come into the browser, which is what it calls their capture.
      const ageMs = performance.now() - (captureTime ?? at);
      filmed.push({ at: now() - ageMs, level: levelIn(video) });
      if (performance.now() < until) video.requestVideoFrameCallback(sample);
      else resolve();
    };
    video.requestVideoFrameCallback(sample);
    setTimeout(resolve, 2 * filmMs);
  });
  video.srcObject = null;
  return findDelay(filmed);
}
