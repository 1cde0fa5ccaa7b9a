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
  if (!reply && !fault) return <p className="watch-opening">{words.watch.opening}</p>;
  // The session's event is newer than an answer from before.
  const isOver = phase === 'over' || event.endsAt !== null;
  const isAhead = phase === 'ahead' || (reply === null && event.startsAt > Date.now());
  if (!isOver && !isAhead) return <Waiting event={id} />;
  if (isOver && !reply) {
    return (
      <Poster is="over" heading={words.event.over}>
        <a className="button" href={pages.home}>
          {words.ui.toHome}
        </a>
      </Poster>
    );
  }
  const film = (
    <a className="button" data-variant="quiet" href={pages.live(id)}>
      <Icon name="camera" />
      {isOver ? words.event.filmNow : words.event.filmEarly}
    </a>
  );
  if (isOver && reply) {
    const newest = { ...reply, event: { ...reply.event, endsAt: event.endsAt } };
    // One that only got old may be filmed again; one that moderators closed may not.
    return <EventOver reply={newest} nowMs={nowMs} acts={event.endsAt === null && film} />;
  }
  return <EventAhead event={event} nowMs={reply ? nowMs : Date.now()} hint={words.event.watchHint} acts={film} />;
}
