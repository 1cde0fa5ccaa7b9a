import { createSerialQueue, type SerialQueue } from '../../shared/serialQueue.ts';

/** Runs a task after all earlier ones of the same key have ended. */
export type KeyedQueue<Key = string> = <T>(key: Key, task: () => Promise<T>) => Promise<T>;

/** One serial queue for each key; queues of different keys do not wait for each other. */
export function createKeyedQueue<Key = string>(): KeyedQueue<Key> {
  const queues = new Map<Key, { enqueue: SerialQueue; pending: number }>();
  return async function enqueue<T>(key: Key, task: () => Promise<T>): Promise<T> {
    const queue = queues.get(key) ?? { enqueue: createSerialQueue(), pending: 0 };
    queues.set(key, queue);
    queue.pending += 1;
    try {
      return await queue.enqueue(task);
    } finally {
      queue.pending -= 1;
      // Without this the map would grow for as long as the process runs.
      if (queue.pending === 0) queues.delete(key);
    }
  };
}
