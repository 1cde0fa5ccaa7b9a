/** In the dark the slowest cameras deliver one frame per second, and a busy phone skips a few. */
const stillTooLongMs = 6_000;
const checkEveryMs = 1_000;

/**
 * Reports every second whether a visible preview stands still. After a call some iPhones report a track as live and
 * not muted that delivers no frames; nothing else shows that. Returns its stop.
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
