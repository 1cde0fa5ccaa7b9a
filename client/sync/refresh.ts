/** One animation frame callback for all listeners of this page. */

type Listener = (refreshAt: DOMHighResTimeStamp) => void;

const listeners = new Set<Listener>();
let isRunning = false;

function run(at: DOMHighResTimeStamp): void {
  isRunning = listeners.size > 0;
  if (!isRunning) return;
  requestAnimationFrame(run);
  for (const listener of listeners) listener(at);
}

/** Calls before each refresh, with its time (page time, ms); returns its stop. A hidden page has no refreshes. */
export function onRefresh(listener: Listener): () => void {
  listeners.add(listener);
  if (!isRunning) {
    isRunning = true;
    requestAnimationFrame(run);
  }
  return () => listeners.delete(listener);
}
