import { type ReactNode, useEffect, useState } from 'react';
import { EventAhead } from '../event/EventAhead.tsx';
import { EventOver } from '../event/EventOver.tsx';
import { EventUnknown } from '../event/EventUnknown.tsx';
import { useEventFacts } from '../event/useEventFacts.ts';
import { hasCameraAt, rememberedLive } from '../publishing/remembered.ts';
import { Icon } from '../ui/Icon.tsx';
import { usePageTitle } from '../ui/usePageTitle.ts';
import { words } from '../words/words.ts';

/** A phone that waits longer films first and learns later. */
const openAfterMs = 3_000;

/** Who goes on filming, or says by the address that they want to, is not asked again. */
const isExpected = (event: string) =>
  rememberedLive.get(event) !== null || new URLSearchParams(location.search).get('auto') === '1';

/** Says that an event is over, or still to come, before the camera is asked for; `children` film. */
export function EventGate({ event, children }: { event: string; children(): ReactNode }) {
  const [isOpen, setOpen] = useState(() => isExpected(event));
  if (isOpen) return children();
  return <Closed event={event} onOpen={() => setOpen(true)} />;
}

function Closed({ event, onOpen }: { event: string; onOpen(): void }) {
  const { reply, fault, phase, nowMs } = useEventFacts(event);
  const isUnknown = fault !== null && fault !== 'unreached' && fault.code === 'noSuchEvent';
  const isLetIn = phase === 'on' || (fault !== null && !isUnknown);
  const isAsking = reply === null && fault === null;
  usePageTitle(reply?.event.title);
  useEffect(() => {
    if (isLetIn) return onOpen();
    if (!isAsking) return;
    const timer = setTimeout(onOpen, openAfterMs);
    return () => clearTimeout(timer);
  }, [isLetIn, isAsking, onOpen]);

  if (isUnknown) return <EventUnknown />;
  if (!reply || isLetIn) return null;
  const { filmEarly, filmNow, filmHint } = words.event;
  const film = (
    <button type="button" className="button" data-variant="quiet" onClick={onOpen}>
      <Icon name="camera" />
      {phase === 'ahead' ? filmEarly : filmNow}
    </button>
  );
  if (phase === 'ahead') return <EventAhead event={reply.event} nowMs={nowMs} isPage hint={filmHint} acts={film} />;
  const kept = (
    <button type="button" className="button" data-variant="quiet" onClick={onOpen}>
      {words.live.mine.see}
    </button>
  );
  // One that only got old may be filmed again; of one that moderators closed, spectators see what is kept.
  const acts = reply.event.endsAt === null ? film : hasCameraAt(event) && kept;
  return <EventOver reply={reply} nowMs={nowMs} isPage acts={acts} />;
}
