/** A worker's timers are not throttled while its page is in the background. */
addEventListener('message', ({ data }: MessageEvent<{ id: number; waitMs: number }>) => {
  setTimeout(() => postMessage(data.id), data.waitMs);
});
