import { createSerialQueue } from '../../shared/serialQueue.ts';

/** Reconciles actual with wanted state, one run at a time. */
export type Reconciler<T> = {
  /** The outcome of a run that starts after this call; `skipped` if a later request has superseded it. */
  request(): Promise<T>;
  /** Whether a run is due that has not started: it will see the latest state. */
  isWaiting(): boolean;
};

/**
 * Runs never overlap, since two would both miss a consumer and create it twice; and at most one waits: of fifty wishes
 * while a window is resized only the last one counts.
 */
export function createReconciler<T>(run: () => Promise<T>, skipped: T): Reconciler<T> {
  const inOrder = createSerialQueue();
  let waiting: { resolve(outcome: T | Promise<T>): void } | null = null;

  return {
    isWaiting: () => waiting !== null,
    request() {
      const superseded = waiting;
      const outcome = new Promise<T>((resolve) => {
        waiting = { resolve };
      });
      superseded?.resolve(skipped);
      if (!superseded) {
        const started = inOrder(() => {
          const current = waiting;
          waiting = null;
          const result = run();
          current?.resolve(result);
          return result;
        });
        // The caller of `request` gets its failure.
        started.catch(() => undefined);
      }
      return outcome;
    },
  };
}
