/** Runs work after all that was asked for earlier by the same key. */
export type InTurn<Key = string> = <T>(key: Key, work: () => Promise<T>) => Promise<T>;

/** What must not overlap for one key runs one after another; other keys do not wait. */
export function createQueues<Key = string>() {
  const last = new Map<Key, Promise<unknown>>();
  return async function inTurn<T>(key: Key, work: () => Promise<T>): Promise<T> {
    const mine = (last.get(key) ?? Promise.resolve()).then(work, work);
    const settled = mine.catch(() => undefined);
    last.set(key, settled);
    try {
      return await mine;
    } finally {
      if (last.get(key) === settled) last.delete(key);
    }
  };
}
