const tickMs = 50;
/** A tick that is later than this was kept from running. */
const lateMs = 25;

export type ThreadLoad = {
  /** How long the page's thread was not free since the last call, ms. */
  blockedMs(): number;
  close(): void;
};

/** Measures the page's thread by how late a timer comes: all browsers have that, and it holds for any kind of work. */
export function watchThread(now: () => number = () => performance.now()): ThreadLoad {
  let lastAt = now();
  let blocked = 0;
  const tick = () => {
    const at = now();
    const waitedMs = at - lastAt - tickMs;
    if (waitedMs > lateMs) blocked += waitedMs;
    lastAt = at;
  };
  const timer = setInterval(tick, tickMs);
  return {
    blockedMs() {
      // What blocks since the last tick counts as well: the check may come before the timer.
      tick();
      const taken = blocked;
      blocked = 0;
      return taken;
    },
    close: () => clearInterval(timer),
  };
}
