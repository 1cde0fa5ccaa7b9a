import './Events.css';
import { type ReactNode, useMemo } from 'react';
import type { ListedEvent } from '../../shared/restApi.ts';
import { Each } from '../ui/Each.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import { EventCard } from './EventCard.tsx';
import { groupEvents } from './eventGroups.ts';
import type { EventListState } from './eventList.ts';

type GroupProps = {
  name: string;
  variant: 'live' | 'cards' | 'list';
  events: readonly ListedEvent[];
  nowMs: number;
  beside: ReactNode;
};

function Group({ name, variant, events, nowMs, beside }: GroupProps) {
  return (
    <section className="group" data-variant={variant} aria-label={name}>
      <header>
        <h2>{name}</h2>
        {beside}
      </header>
      <ul className="cards">
        {events.map((event) => (
          <Each key={event.id} of={event}>
            <EventCard event={event} nowMs={nowMs} />
          </Each>
        ))}
      </ul>
    </section>
  );
}

function NearMe({ list }: { list: EventListState }) {
  const nearness = useValue(list.nearness);
  const texts = {
    off: '',
    asking: '',
    on: words.home.nearHint,
    denied: words.home.nearDenied,
    insecure: words.home.nearInsecure,
    unknown: words.home.nearUnknown,
  };
  return (
    <>
      <button
        type="button"
        className="near-me"
        aria-pressed={nearness === 'on'}
        disabled={nearness === 'asking'}
        onClick={() => void list.toggleNear()}
      >
        <Icon name="near" />
        {nearness === 'asking' ? words.home.finding : words.home.nearMe}
      </button>
      <p className="near-status" role="status">
        {texts[nearness]}
      </p>
    </>
  );
}

/** Placeholders; they appear only if the answer is slow. */
function LoadingCards() {
  return (
    <div className="cards cards-opening" role="status" aria-label={words.home.opening}>
      {['a', 'b', 'c'].map((card) => (
        <div key={card} className="card-blank" />
      ))}
    </div>
  );
}

function Nothing({ act }: { act: ReactNode }) {
  return (
    <div className="no-events">
      <h2>{words.home.noEvents}</h2>
      <p>{words.home.noEventsHint}</p>
      {act}
    </div>
  );
}

function Groups({ events, list }: { events: readonly ListedEvent[]; list: EventListState }) {
  const { groups, nowMs } = useMemo(() => {
    const at = list.answeredAt();
    return { groups: groupEvents(events, at), nowMs: at };
  }, [events, list]);
  const isLive = groups.onNow.some(({ live }) => live > 0);
  const shown = [
    { name: words.home.onNow, variant: isLive ? 'live' : 'cards', events: groups.onNow },
    { name: words.home.comingUp, variant: 'cards', events: groups.comingUp },
    { name: words.home.earlier, variant: 'list', events: groups.earlier },
  ] as const;
  return shown
    .filter((group) => group.events.length > 0)
    .map((group, index) => (
      <Group key={group.name} {...group} nowMs={nowMs} beside={index === 0 && <NearMe list={list} />} />
    ));
}

/** All events: current, upcoming, past. */
export function Events({ list, openButton }: { list: EventListState; openButton: ReactNode }) {
  const events = useValue(list.events);
  const problem = useValue(list.problem);
  return (
    <div className="events">
      {problem && <Notice what={problem} onRetry={() => void list.refresh()} />}
      {!events && !problem && <LoadingCards />}
      {events?.length === 0 && <Nothing act={openButton} />}
      {events && events.length > 0 && <Groups events={events} list={list} />}
    </div>
  );
}
