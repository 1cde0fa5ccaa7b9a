/** The slowest camera in the dark brings a frame a second; a busy phone may skip a few. */
const stillTooLongMs = 6_000;
const lookEveryMs = 1_000;

/**
 * Says when the preview stands still while it is looked at, and when it moves again. After a call some iPhones say that the camera is live and
 * not muted, and bring no picture: only missing frames tell. Returns its stop.
 */
export function followFrames(video: HTMLVideoElement, onStill: (isStill: boolean) => void): () => void {
  if (!('requestVideoFrameCallback' in video)) return () => undefined;
  let lastAt = performance.now();
  let wasStill = false;
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
    const isStill = performance.now() - lastAt > stillTooLongMs;
    if (isStill !== wasStill) onStill(isStill);
    wasStill = isStill;
  }, lookEveryMs);
  return () => {
    clearInterval(timer);
    if (asked !== 0) video.cancelVideoFrameCallback(asked);
  };
}
