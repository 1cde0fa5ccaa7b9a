/** A cable is plugged in again within a second; a call lasts minutes, and each attempt starts the phone's camera. */
const firstMs = 500;
const maxMs = 15_000;
/** A device lost again sooner than this keeps its back-off, so that a loose contact is not retried too often. */
const steadyAfterMs = 20_000;

export type Retries = {
  /** Tries at once, then with back-off until `stop`. */
  start(): void;
  /** Tries now, because something has changed. */
  hurry(): void;
  stop(): void;
};

/** Retries a device with back-off. Pauses while the page is hidden: browsers give hidden pages no camera. */
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
