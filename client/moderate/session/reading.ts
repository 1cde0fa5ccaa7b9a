import { createValue, type Value } from '../../value.ts';

/** What the server is asked for again and again. */
export type Reading<T> = {
  value: Value<T>;
  /** Reads anew; while an answer is on its way, once more after it. A lost answer leaves what was. */
  again(): void;
  /** Takes in what was told meanwhile. */
  change(next: (now: T) => T): void;
};

export function createReading<T>(initial: T, read: () => Promise<T>): Reading<T> {
  const value = createValue(initial);
  let isReading = false;
  let isStale = false;

  const again = async () => {
    if (isReading) {
      isStale = true;
      return;
    }
    isReading = true;
    do {
      isStale = false;
      await read().then(value.set, () => undefined);
    } while (isStale);
    isReading = false;
  };

  return { value, again: () => void again(), change: value.change };
}
