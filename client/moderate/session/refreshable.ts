import { createValue, type Value } from '../../value.ts';

/** What the server is asked for again and again. */
export type Refreshable<T> = {
  value: Value<T>;
  /** Reads anew; while an answer is on its way, once more after it. A lost answer leaves what was. */
  refresh(): void;
  /** Takes in what was told meanwhile. */
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
