type Tick = { everyMs: number; dueAt: number; act(): void };

const ticks = new Set<Tick>();
/** Null until needed, and where a worker cannot be started: then the page's own timer must do. */
let worker: Worker | null = null;
let hasFailed = false;
/** After each act so many times its length belongs to the rest of the page: pictures are no use if nobody can show them. */
const restShare = 1.2;
let restedAt = 0;
/** Only the last wake that was asked for counts. */
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

/** Runs what is due first, and that alone: each picture gets a task of its own, at whose end the browser takes it. */
function wake(id: number): void {
  if (id !== asked) return;
  const tick = nextTick();
  const now = performance.now();
  if (tick && tick.dueAt <= now + 0.5) {
    // What was missed stays out: a late picture is followed by one in time, not by two at once.
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

/** Calls `act` every so many ms, first after `firstMs`, also while the page is in the background; returns its stop. */
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
