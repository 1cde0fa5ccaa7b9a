/** Wakes its page: a worker's timers go on at full speed where those of a page in the background do not. */
addEventListener('message', ({ data }: MessageEvent<{ id: number; waitMs: number }>) => {
  setTimeout(() => postMessage(data.id), data.waitMs);
});
