/** Runs a task after all earlier ones have ended; resolves or rejects as the task does. */
export type SerialQueue = <T>(task: () => Promise<T>) => Promise<T>;

/** Tasks run one after the other, in the order in which they were added. One that fails does not stop the next. */
export function createSerialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve();
  return function enqueue<T>(task: () => Promise<T>): Promise<T> {
    const result = last.then(task);
    last = result.catch(() => undefined);
    return result;
  };
}
