import './EventRow.css';
import { eventPhaseOf } from '../../shared/eventPhase.ts';
import type { ListedEvent } from '../../shared/restApi.ts';
import { pages } from '../../shared/restApi.ts';
import { Icon } from '../ui/Icon.tsx';
import { TimeElement } from '../ui/TimeElement.tsx';
import { words } from '../words/words.ts';
import { Whereabouts } from './Whereabouts.tsx';
import { clockOf, dayNameOf, untilOf } from './when.ts';

/** An event that nobody films now: date, title, place. The whole row links to its page. */
export function EventRow({ event, nowMs }: { event: ListedEvent; nowMs: number }) {
  const { id, title, startsAt } = event;
  const phase = eventPhaseOf(event, nowMs);
  return (
    <li className="row" data-event={id}>
      <TimeElement at={startsAt}>
        <small>{dayNameOf(startsAt, nowMs)}</small> {clockOf(startsAt)}
      </TimeElement>
      <div className="row-text">
        <h3>
          <a className="event-link" href={pages.watch(id)}>
            {title}
          </a>
        </h3>
        <p className="facts">
          {phase === 'ahead' && <span>{untilOf(startsAt, nowMs)}</span>}
          {phase === 'on' && <span>{words.home.nobodyYet}</span>}
          <Whereabouts event={event} />
        </p>
      </div>
      {phase === 'on' && (
        <a className="film" href={pages.live(id)} aria-label={words.home.filmEvent(title)}>
          <Icon name="camera" />
          <span aria-hidden="true">{words.home.film}</span>
        </a>
      )}
    </li>
  );
}
