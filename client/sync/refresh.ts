/** One pass over all tiles before each refresh of the screen, so that they change together. */

type Pass = (shownAt: number) => void;

const passes = new Set<Pass>();
let isRunning = false;

function run(at: DOMHighResTimeStamp): void {
  isRunning = passes.size > 0;
  if (!isRunning) return;
  requestAnimationFrame(run);
  for (const pass of passes) pass(at);
}

/** Calls before each refresh, with the page's time (ms); returns its stop. A page that is hidden has no refreshes. */
export function onRefresh(pass: Pass): () => void {
  passes.add(pass);
  if (!isRunning) {
    isRunning = true;
    requestAnimationFrame(run);
  }
  return () => passes.delete(pass);
}
