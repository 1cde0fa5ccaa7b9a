import './Yours.css';
import { useState } from 'react';
import { pages } from '../../shared/restApi.ts';
import type { OwnEvent, OwnEvents } from '../ownEvents.ts';
import { Each } from '../ui/Each.tsx';
import { Icon } from '../ui/Icon.tsx';
import { TimeElement } from '../ui/TimeElement.tsx';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import { EventLinks } from './EventLinks.tsx';
import { FirstRows } from './FirstRows.tsx';
import { Sheet } from './Sheet.tsx';
import { whenOf } from './when.ts';

type RowProps = { own: OwnEvent; onLinks(): void; onForget(): void };

function Own({ own: { id, title, startsAt, listed, moderate }, onLinks, onForget }: RowProps) {
  return (
    <li className="own" data-event={id}>
      <div className="own-text">
        <a href={pages.watch(id)}>{title}</a>
        <p className="facts">
          <TimeElement at={startsAt}>{whenOf(startsAt, Date.now())}</TimeElement>
          {!listed && <span>{words.home.byLinkOnly}</span>}
        </p>
      </div>
      <a className="own-act own-moderate" href={moderate} aria-label={words.home.moderateEvent(title)}>
        <Icon name="moderate" />
        {words.home.moderate}
      </a>
      <button type="button" className="own-act" aria-label={words.home.linksOf(title)} onClick={onLinks}>
        <Icon name="share" />
        {words.home.links}
      </button>
      <button type="button" className="own-act own-forget" aria-label={words.home.forget(title)} onClick={onForget}>
        <Icon name="close" />
      </button>
    </li>
  );
}

/** What is live is not to be pushed off the screen. */
const firstRows = 3;

/** The events opened on this device, with their moderation links, which are stored nowhere else. */
export function Yours({ ownEvents }: { ownEvents: OwnEvents }) {
  const events = useValue(ownEvents.events);
  const [linked, setLinked] = useState<OwnEvent | null>(null);
  if (events.length === 0) return null;
  return (
    <section className="yours" aria-label={words.home.yours}>
      <h2>{words.home.yours}</h2>
      <p>{words.home.yoursHint}</p>
      <FirstRows items={events} most={firstRows}>
        {(shown) => (
          <ul className="rows">
            {shown.map((own) => (
              <Each key={own.id} of={own}>
                <Own own={own} onLinks={() => setLinked(own)} onForget={() => ownEvents.forget(own.id)} />
              </Each>
            ))}
          </ul>
        )}
      </FirstRows>
      {linked && (
        <Sheet heading={linked.title} onClose={() => setLinked(null)}>
          <EventLinks own={linked} />
        </Sheet>
      )}
    </section>
  );
}
