/**
 * Reads one thing of a key at a time: all who ask while it is read share the next read, which begins when that has ended.
 * So nobody is answered from before they asked, and a flood of questions costs two reads at once.
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
