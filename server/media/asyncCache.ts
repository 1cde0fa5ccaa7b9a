/** Values by key, created on first use. */
export type AsyncCache<Key, T> = {
  /** Calls `make` once for simultaneous calls. A failure is not kept: the next call tries again. */
  get(key: Key, make: () => Promise<T>): Promise<T>;
  delete(key: Key): void;
  /** In the order of their first use, including those still being created. */
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
