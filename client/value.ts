/** A value that can be read and observed. */
export type Value<T> = {
  get(): T;
  /** Called after each change; returns its stop. */
  follow(listener: () => void): () => void;
};

export type Changeable<T> = Value<T> & {
  set(next: T): void;
  change(next: (now: T) => T): void;
};

export function createValue<T>(initial: T): Changeable<T> {
  let now = initial;
  const listeners = new Set<() => void>();
  const set = (next: T) => {
    if (Object.is(next, now)) return;
    now = next;
    for (const listener of [...listeners]) {
      try {
        listener();
      } catch (fault) {
        // An error must stop neither the other listeners nor the caller of `set`: it is thrown in a microtask.
        queueMicrotask(() => {
          throw fault;
        });
      }
    }
  };
  return {
    get: () => now,
    set,
    change: (next) => set(next(now)),
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
