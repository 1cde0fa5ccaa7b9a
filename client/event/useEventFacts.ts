import { useEffect, useMemo } from 'react';
import { useNow } from '../ui/useNow.ts';
import { useValue } from '../useValue.ts';
import { createEventFacts, phaseNow } from './eventFacts.ts';
import { untilChangesMs } from './timeInWords.ts';

/**
 * Reads what is known of an event once, again when `version` changes, and follows the time until it starts. All null
 * until the server has answered.
 */
export function useEventFacts(id: string, version = 0) {
  const facts = useMemo(() => createEventFacts(id), [id]);
  // A change of the event, such as its end, is read again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: version says that there is something new to read.
  useEffect(() => void facts.read(), [facts, version]);
  const reply = useValue(facts.reply);
  const fault = useValue(facts.fault);
  const leftMs = reply ? reply.event.startsAt - facts.now() : 0;
  const nowMs = useNow(facts.now, leftMs > 0 ? untilChangesMs(leftMs) : null);
  return { reply, fault, nowMs, phase: reply && phaseNow(reply, nowMs) };
}
