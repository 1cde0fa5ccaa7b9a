import type { Event } from '../../shared/domain.ts';
import { noticeIn } from '../connection/refused.ts';
import { rest } from '../connection/rest.ts';
import { createRetry } from '../connection/retry.ts';
import { createValue, type Value } from '../value.ts';

export type EventReader = {
  /** Null until the server has answered. */
  event: Value<Event | null>;
  /** Resolves once the request is answered or has failed; requests at the same time share one. */
  read(): Promise<void>;
  close(): void;
};

/** Reads one event over REST, and retries until it is known: the page may be opened while the server is down. */
export function createEventReader(id: string): EventReader {
  const event = createValue<Event | null>(null);
  let reading: Promise<void> | null = null;
  let isClosed = false;

  const read = () => {
    if (event.get()) return Promise.resolve();
    reading ??= rest.event(id).then(
      (reply) => event.set(reply.event),
      (fault: unknown) => {
        reading = null;
        if (!isClosed) retry.later(noticeIn(fault)?.code);
      },
    );
    return reading;
  };
  const retry = createRetry(() => void read());

  return {
    event,
    read,
    close() {
      isClosed = true;
      retry.stop();
    },
  };
}
