/** One animation frame callback for all tiles, so that they change at the same refresh; in a page or a worker. */

type Listener = (refreshAt: DOMHighResTimeStamp) => void;

const listeners = new Set<Listener>();
let isRunning = false;

/** Refreshes that the interval is the mean of: times come in steps of 0.1 ms, and it is needed to some µs. */
const measuredRefreshes = 120;
const defaultIntervalMs = 1_000 / 60;
let times: DOMHighResTimeStamp[] = [];

/**
 * In a worker a timer: some browsers' workers have no animation frames, and Chromium's get only every second refresh
 * (measured: 33 ms apart, and tiles as far out of sync).
 */
const request: (run: FrameRequestCallback) => unknown =
  typeof document === 'object'
    ? (run) => requestAnimationFrame(run)
    : (run) => setTimeout(() => run(performance.now()), defaultIntervalMs);

function run(at: DOMHighResTimeStamp): void {
  isRunning = listeners.size > 0;
  times = isRunning ? [...times, at].slice(-measuredRefreshes) : [];
  if (!isRunning) return;
  request(run);
  for (const listener of listeners) listener(at);
}

/** Calls before each refresh, with its time (time of this thread, ms); returns its stop. A hidden page has no refreshes. */
export function onRefresh(listener: Listener): () => void {
  listeners.add(listener);
  if (!isRunning) {
    isRunning = true;
    request(run);
  }
  return () => listeners.delete(listener);
}

/** The last refresh, and the time between two, ms; null while there are none. */
export function refreshes(): { lastAt: DOMHighResTimeStamp; intervalMs: number } | null {
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return null;
  const between = times.slice(1).map((at, index) => at - (times[index] ?? at));
  const median = between.sort((a, b) => a - b)[Math.floor(between.length / 2)] ?? defaultIntervalMs;
  // Browsers skip callbacks, so the number of refreshes is computed from elapsed time.
  const count = Math.round((last - first) / median);
  return { lastAt: last, intervalMs: count > 0 ? (last - first) / count : defaultIntervalMs };
}

/** A thread without a refresh for this long was busy: frames that it reads now arrived earlier. */
const busyAfterMs = 80;

export function isThreadBusy(): boolean {
  const last = times.at(-1);
  return last !== undefined && performance.now() - last > busyAfterMs;
}
