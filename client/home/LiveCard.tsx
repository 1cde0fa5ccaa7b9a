import './LiveCard.css';
import type { ListedEvent } from '../../shared/restApi.ts';
import { pages } from '../../shared/restApi.ts';
import { Icon } from '../ui/Icon.tsx';
import { TimeElement } from '../ui/TimeElement.tsx';
import { words } from '../words/words.ts';
import { LivePicture } from './LivePicture.tsx';
import { Whereabouts } from './Whereabouts.tsx';
import { whenOf } from './when.ts';

/** An event that is filmed now: its picture first. The whole card links to watching, its button to filming. */
export function LiveCard({ event, nowMs }: { event: ListedEvent; nowMs: number }) {
  const { id, title, live, startsAt } = event;
  return (
    <li className="card" data-event={id}>
      <LivePicture event={event} nowMs={nowMs} />
      <p className="card-live">
        <span className="card-dot" aria-hidden="true" />
        {words.home.live}
      </p>
      <div className="card-text">
        <h3>
          <a className="event-link" href={pages.watch(id)}>
            {title}
          </a>
        </h3>
        <p className="facts">
          <span className="card-filming">{words.home.filming(live)}</span>
          <TimeElement at={startsAt}>{whenOf(startsAt, nowMs)}</TimeElement>
          <Whereabouts event={event} />
        </p>
      </div>
      <a className="film" href={pages.live(id)} aria-label={words.home.filmEvent(title)}>
        <Icon name="camera" />
        <span aria-hidden="true">{words.home.film}</span>
      </a>
    </li>
  );
}
