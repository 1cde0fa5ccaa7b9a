import { createValue, type Value } from '../../value.ts';

/** A value that is read from the server more than once. */
export type Refreshable<T> = {
  value: Value<T>;
  /** Reads again, after a running request if there is one. A failed request leaves the value as it is. */
  refresh(): void;
  /** Applies a notice that came in between. */
  change(next: (now: T) => T): void;
};

export function createRefreshable<T>(initial: T, read: () => Promise<T>): Refreshable<T> {
  const value = createValue(initial);
  let isRunning = false;
  let isStale = false;

  const refresh = async () => {
    if (isRunning) {
      isStale = true;
      return;
    }
    isRunning = true;
    do {
      isStale = false;
      await read().then(value.set, () => undefined);
    } while (isStale);
    isRunning = false;
  };

  return { value, refresh: () => void refresh(), change: value.change };
}
