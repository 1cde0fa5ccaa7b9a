/** A pass over a wish, for who asked last; see `createPasses`. */
export type Reconciler<T> = {
  /** The outcome of a pass that begins after now; `nothing` to whoever was overtaken by a later wish. */
  request(): Promise<T>;
  /** Whether a pass that has not begun will see what changed just now. */
  isWaiting(): boolean;
};

/**
 * Runs one pass at a time, and never lets more than one wait: two at once would both miss a consumer and make it twice,
 * and of fifty wishes from a window's edge only the last one counts.
 */
export function createReconciler<T>(pass: () => Promise<T>, nothing: T): Reconciler<T> {
  let running: Promise<unknown> = Promise.resolve();
  let waiting: { answer(outcome: T | Promise<T>): void } | null = null;

  return {
    isWaiting: () => waiting !== null,
    request() {
      const overtaken = waiting;
      const outcome = new Promise<T>((answer) => {
        waiting = { answer };
      });
      overtaken?.answer(nothing);
      if (!overtaken) {
        running = running.then(() => {
          const mine = waiting;
          waiting = null;
          const done = pass();
          mine?.answer(done);
          return done.catch(() => undefined);
        });
      }
      return outcome;
    },
  };
}
