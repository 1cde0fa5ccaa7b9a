/** Values that are made when they are first asked for, each by its key. */
export type AsyncCache<Key, T> = {
  /** Calls `make` once, however many ask at the same time. A failure is not kept: who asks next tries again. */
  get(key: Key, make: () => Promise<T>): Promise<T>;
  delete(key: Key): void;
  /** In the order in which they were first asked for, also those that are still being made. */
  keys(): Key[];
};

export function createAsyncCache<Key, T>(): AsyncCache<Key, T> {
  const entries = new Map<Key, Promise<T>>();
  return {
    get(key, make) {
      const existing = entries.get(key);
      if (existing) return existing;
      const made = make();
      entries.set(key, made);
      made.catch(() => entries.get(key) === made && entries.delete(key));
      return made;
    },
    delete: (key) => void entries.delete(key),
    keys: () => [...entries.keys()],
  };
}
