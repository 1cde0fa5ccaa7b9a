/** Counts by key; a key whose count is 0 takes no memory. */
export function createCounts<Key>() {
  const counts = new Map<Key, number>();
  const change = (key: Key, by: 1 | -1) => {
    const count = (counts.get(key) ?? 0) + by;
    if (count > 0) counts.set(key, count);
    else counts.delete(key);
  };
  return {
    of: (key: Key): number => counts.get(key) ?? 0,
    /** Adds one until the returned function is called, which must happen once. */
    add(key: Key): () => void {
      change(key, 1);
      return () => change(key, -1);
    },
  };
}
