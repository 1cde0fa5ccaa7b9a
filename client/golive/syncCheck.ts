import { type FilmedLevel, type FoundDelay, findDelay, levelOf } from '../../shared/syncCode.ts';

/** Two seconds of frames, and some time until the hand is still. */
const filmMs = 2_400;
/** Only the middle is sampled, so the screen need not fill the picture. */
const middleShare = 0.4;
const sampledPx = 8;

/** Measures how blue the middle of a picture is. */
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
 * Films the server's clock for two seconds and finds the delay of the camera: the capture time of a frame by `now`
 * (server time, ms) minus the time that it shows. Null if the clock was not in the picture.
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
      // To browsers the capture time is when a frame reached them; so it is in abs-capture-time, which viewers get.
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
