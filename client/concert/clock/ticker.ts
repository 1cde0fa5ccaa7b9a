type Tick = { everyMs: number; dueAt: number; act(): void };

const ticks = new Set<Tick>();
/** Null until needed, and if no worker can be started: then the page's own timer is used. */
let worker: Worker | null = null;
let hasFailed = false;
/** After each call the rest of the page gets this many times the call's duration, so that drawing never starves it. */
const restShare = 1.2;
let restedAt = 0;
/** Only the latest wake-up that was requested counts. */
let asked = 0;

function startWorker(): Worker {
  const started = new Worker(new URL('./tickerWorker.ts', import.meta.url), { type: 'module' });
  started.addEventListener('message', ({ data }: MessageEvent<number>) => wake(data));
  started.addEventListener('error', () => {
    hasFailed = true;
    worker = null;
    askForWake();
  });
  return started;
}

const nextTick = (): Tick | null =>
  [...ticks].reduce<Tick | null>((first, tick) => (first && first.dueAt <= tick.dueAt ? first : tick), null);

function askForWake(): void {
  const next = nextTick();
  asked += 1;
  if (!next) return;
  const [id, waitMs] = [asked, Math.max(0, Math.max(next.dueAt, restedAt) - performance.now())];
  if (!hasFailed) worker ??= startWorker();
  if (worker) worker.postMessage({ id, waitMs });
  else setTimeout(() => wake(id), waitMs);
}

/** Runs only what is due first: the browser captures a canvas when a task ends, so each picture needs its own task. */
function wake(id: number): void {
  if (id !== asked) return;
  const tick = nextTick();
  const now = performance.now();
  if (tick && tick.dueAt <= now + 0.5) {
    // Missed ticks are skipped: after a late picture comes one on time, not two at once.
    tick.dueAt = Math.max(tick.dueAt + tick.everyMs, now + tick.everyMs / 2);
    try {
      tick.act();
    } finally {
      const spentMs = performance.now() - now;
      restedAt = now + spentMs + spentMs * restShare;
      askForWake();
    }
  } else {
    askForWake();
  }
}

/** Like `setInterval`, but not throttled in the background, and first after `firstMs`. Returns its stop. */
export function every(everyMs: number, act: () => void, firstMs = everyMs): () => void {
  const tick: Tick = { everyMs, dueAt: performance.now() + firstMs, act };
  ticks.add(tick);
  askForWake();
  return () => {
    ticks.delete(tick);
    if (ticks.size > 0) return;
    worker?.terminate();
    worker = null;
  };
}
