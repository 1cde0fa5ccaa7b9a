/**
 * Reads one thing per key at a time. Requests during a read share the next one, which starts when it has ended: so no
 * answer is older than its request, and a flood of requests costs one read after the other.
 */
export function shareReads<T>(load: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const running = new Map<string, Promise<void>>();
  const waiting = new Map<string, Promise<T>>();

  const begin = (key: string): Promise<T> => {
    const read = load(key);
    const ended = read.then(
      () => undefined,
      () => undefined,
    );
    running.set(key, ended);
    void ended.then(() => running.get(key) === ended && running.delete(key));
    return read;
  };

  return (key) => {
    const before = running.get(key);
    if (!before) return begin(key);
    const mine =
      waiting.get(key) ??
      before.then(() => {
        waiting.delete(key);
        return begin(key);
      });
    waiting.set(key, mine);
    return mine;
  };
}
