/** A cable is pushed in again within a second; a call lasts minutes, and asking costs a phone's camera a start. */
const firstMs = 500;
const maxMs = 15_000;
/** What is lost again sooner than this goes on with the wait that it had reached: a loose contact must not be hammered. */
const steadyAfterMs = 20_000;

export type Retries = {
  /** Tries at once, and again and again until `stop`. */
  start(): void;
  /** Something has changed: the next try is due. */
  hurry(): void;
  stop(): void;
};

/** Tries again with back-off, while the page is seen: a hidden one gets no camera. */
export function createRetries(attempt: () => Promise<void>): Retries {
  let isOn = false;
  let isTrying = false;
  let timer = 0;
  let waitMs = firstMs;
  let stoppedAt = Number.NEGATIVE_INFINITY;

  const run = async () => {
    clearTimeout(timer);
    if (!isOn || isTrying || document.visibilityState === 'hidden') return;
    isTrying = true;
    await attempt().catch(() => undefined);
    isTrying = false;
    if (isOn) wait();
  };
  const wait = () => {
    clearTimeout(timer);
    timer = window.setTimeout(run, waitMs);
    waitMs = Math.min(maxMs, 2 * waitMs);
  };
  const hurry = () => {
    waitMs = firstMs;
    void run();
  };

  return {
    start() {
      if (isOn) return;
      isOn = true;
      document.addEventListener('visibilitychange', hurry);
      if (performance.now() - stoppedAt > steadyAfterMs) hurry();
      else wait();
    },
    hurry,
    stop() {
      if (!isOn) return;
      isOn = false;
      stoppedAt = performance.now();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', hurry);
    },
  };
}
