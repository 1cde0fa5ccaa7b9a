import type { Event } from '../../shared/domain.ts';
import { pages } from '../../shared/restApi.ts';
import { EventAhead } from '../event/EventAhead.tsx';
import { EventOver } from '../event/EventOver.tsx';
import { Poster } from '../event/Poster.tsx';
import { useEventFacts } from '../event/useEventFacts.ts';
import { Code } from '../ui/Code.tsx';
import { Icon } from '../ui/Icon.tsx';
import { uselessBecause } from '../ui/shareLink.ts';
import { useShareLink } from '../ui/useShareLink.ts';
import { words } from '../words/words.ts';

/** Nobody films an event that is on: how to be the first. */
function Waiting({ event }: { event: string }) {
  const path = pages.live(event);
  const link = useShareLink(path);
  const hint = uselessBecause(link) ? words.event.waitingHint : words.watch.beFirst;
  return (
    <Poster is="waiting" heading={words.watch.nobodyYet} beside={<Code link={link} />}>
      <p>{hint}</p>
      <a className="button" href={path}>
        <Icon name="camera" />
        {words.watch.filmHere}
      </a>
    </Poster>
  );
}

/** Shown while there is no perspective: what comes, or what was. */
export function Nobody({ event }: { event: Event }) {
  const { id, version } = event;
  const { reply, fault, phase, nowMs } = useEventFacts(id, version);
  if (!reply && !fault) return null;
  // The session's event is newer than an answer from before.
  if (reply && (phase === 'over' || event.endsAt !== null)) {
    return <EventOver reply={{ ...reply, event: { ...reply.event, endsAt: event.endsAt } }} nowMs={nowMs} />;
  }
  if (phase !== 'ahead') return <Waiting event={id} />;
  const film = (
    <a className="button" data-variant="quiet" href={pages.live(id)}>
      <Icon name="camera" />
      {words.event.filmEarly}
    </a>
  );
  return <EventAhead event={event} nowMs={nowMs} hint={words.event.watchHint} acts={film} />;
}
