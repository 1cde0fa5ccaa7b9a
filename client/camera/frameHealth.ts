/** The slowest camera in the dark brings a frame a second; a busy phone may skip a few. */
const stillTooLongMs = 6_000;
const checkEveryMs = 1_000;

/**
 * Says every second whether the preview stands still while it is looked at. After a call some iPhones say that the camera
 * is live and not muted, and bring no picture: only missing frames tell. Returns its stop.
 */
export function followFrames(video: HTMLVideoElement, onStill: (isStill: boolean) => void): () => void {
  if (!('requestVideoFrameCallback' in video)) return () => undefined;
  let lastAt = performance.now();
  let asked = 0;
  const ask = () => {
    asked = video.requestVideoFrameCallback(() => {
      asked = 0;
      lastAt = performance.now();
    });
  };
  const timer = setInterval(() => {
    if (document.visibilityState === 'hidden' || video.paused || !video.srcObject) lastAt = performance.now();
    if (asked === 0) ask();
    onStill(performance.now() - lastAt > stillTooLongMs);
  }, checkEveryMs);
  return () => {
    clearInterval(timer);
    if (asked !== 0) video.cancelVideoFrameCallback(asked);
  };
}
