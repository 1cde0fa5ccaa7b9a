import { eventPhaseOf } from '../../shared/eventPhase.ts';
import type { RefusalNotice } from '../../shared/refusals.ts';
import type { EventReply } from '../../shared/restApi.ts';
import { noticeIn } from '../connection/refused.ts';
import { rest } from '../connection/rest.ts';
import { createValue, type Value } from '../value.ts';

/** `unreached`: no answer of the server's. */
type Fault = RefusalNotice | 'unreached' | null;

export type EventFacts = {
  /** Null until the server has answered. */
  reply: Value<EventReply | null>;
  /** Why it did not answer. */
  fault: Value<Fault>;
  /** The server's date, ms: this device's clock may be hours off. */
  now(): number;
  read(): Promise<void>;
};

/** What the server tells everybody about one event: its times, and who filmed. */
export function createEventFacts(id: string): EventFacts {
  const reply = createValue<EventReply | null>(null);
  const fault = createValue<Fault>(null);
  let answeredAt = 0;
  return {
    reply,
    fault,
    now: () => (reply.get()?.at ?? 0) + performance.now() - answeredAt,
    read: () =>
      rest.event(id).then(
        (answer) => {
          answeredAt = performance.now();
          reply.set(answer);
          fault.set(null);
        },
        (error: unknown) => fault.set(noticeIn(error) ?? 'unreached'),
      ),
  };
}

/** The phase of an event as the page knows it now. */
export const phaseNow = ({ event, live }: EventReply, nowMs: number) => eventPhaseOf({ ...event, live }, nowMs);
