import './EventCard.css';
import type { ListedEvent } from '../../shared/restApi.ts';
import { pages } from '../../shared/restApi.ts';
import { Icon } from '../ui/Icon.tsx';
import { TimeElement } from '../ui/TimeElement.tsx';
import { words } from '../words/words.ts';
import { CardPicture } from './CardPicture.tsx';
import { isOver } from './eventGroups.ts';
import { untilOf, whenOf } from './when.ts';

/** The position sent is a cell of 111 m, so distances are no more precise than this, m. */
const finestM = 100;

function awayOf(distanceM: number): string {
  if (distanceM < finestM) return words.home.nearby;
  const isFar = distanceM >= 1_000;
  return words.home.away(words.home.distance(isFar ? distanceM : Math.round(distanceM / finestM) * finestM));
}

/** The whole card links to the viewer page, its button to the filming page. */
export function EventCard({ event, nowMs }: { event: ListedEvent; nowMs: number }) {
  const { id, title, live, startsAt, distanceM } = event;
  const isAhead = startsAt > nowMs;
  const isOnNow = !isAhead && !isOver(event, nowMs);
  return (
    <li className="card" data-event={id}>
      <CardPicture event={event} isAhead={isAhead} nowMs={nowMs} />
      <div className="card-text">
        <h3>
          <a className="card-watch" href={pages.watch(id)}>
            {title}
          </a>
        </h3>
        <p className="card-facts">
          {live > 0 && (
            <span className="card-live">
              <span className="card-dot" aria-hidden="true" />
              {words.home.live(live)}
            </span>
          )}
          {distanceM !== undefined && <span className="card-distance">{awayOf(distanceM)}</span>}
          <TimeElement at={startsAt} title={whenOf(startsAt, nowMs)}>
            {isAhead ? untilOf(startsAt, nowMs) : whenOf(startsAt, nowMs)}
          </TimeElement>
          {live === 0 && isOnNow && <span className="card-nobody">{words.home.nobodyYet}</span>}
        </p>
      </div>
      <a className="card-film" href={pages.live(id)} aria-label={words.home.filmEvent(title)} title={words.home.film}>
        <Icon name="camera" />
        <span aria-hidden="true">{words.home.film}</span>
      </a>
    </li>
  );
}
