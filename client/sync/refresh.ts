/** One pass over all tiles before each refresh of the screen, so that they change together. */

type Pass = (refreshAt: DOMHighResTimeStamp) => void;

const passes = new Set<Pass>();
let isRunning = false;

/** So many refreshes are looked back on: times are told to 0.1 ms, and the interval is needed to some microseconds. */
const lookBack = 120;
const usualIntervalMs = 1_000 / 60;
let times: DOMHighResTimeStamp[] = [];

function run(at: DOMHighResTimeStamp): void {
  isRunning = passes.size > 0;
  times = isRunning ? [...times, at].slice(-lookBack) : [];
  if (!isRunning) return;
  requestAnimationFrame(run);
  for (const pass of passes) pass(at);
}

/** Calls before each refresh, with its time (the page's, ms); returns its stop. A page that is hidden has none. */
export function onRefresh(pass: Pass): () => void {
  passes.add(pass);
  if (!isRunning) {
    isRunning = true;
    requestAnimationFrame(run);
  }
  return () => passes.delete(pass);
}

/** The last refresh, and the time between two, ms; null while there are none. */
export function refreshes(): { lastAt: DOMHighResTimeStamp; intervalMs: number } | null {
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return null;
  const between = times.slice(1).map((at, index) => at - (times[index] ?? at));
  const usual = between.sort((a, b) => a - b)[Math.floor(between.length / 2)] ?? usualIntervalMs;
  // Some refreshes are missed, so they are counted by the time that they take.
  const count = Math.round((last - first) / usual);
  return { lastAt: last, intervalMs: count > 0 ? (last - first) / count : usualIntervalMs };
}

/** A page that has had no refresh for so long was busy: what it reads now came earlier. */
const busyAfterMs = 80;

export function isPageBusy(): boolean {
  const last = times.at(-1);
  return last !== undefined && performance.now() - last > busyAfterMs;
}
