import './Events.css';
import { type ReactNode, useMemo } from 'react';
import type { ListedEvent } from '../../shared/restApi.ts';
import { Each } from '../ui/Each.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import { EventRow } from './EventRow.tsx';
import { type EventGroups, groupEvents } from './eventGroups.ts';
import type { EventListState } from './eventList.ts';
import { FirstRows } from './FirstRows.tsx';
import { LiveCard } from './LiveCard.tsx';

type GroupProps = {
  name: string;
  group: keyof EventGroups<ListedEvent>;
  events: readonly ListedEvent[];
  nowMs: number;
  beside: ReactNode;
};

/** A screenful. */
const firstRows = 8;

function Group({ name, group, events, nowMs, beside }: GroupProps) {
  const isLive = group === 'live';
  const Item = isLive ? LiveCard : EventRow;
  return (
    <section className="group" data-group={group} aria-label={name}>
      <header>
        <h2>{name}</h2>
        {beside}
      </header>
      <FirstRows items={events} most={isLive ? events.length : firstRows}>
        {(shown) => (
          <ul className={isLive ? 'cards' : 'rows'} data-count={events.length}>
            {shown.map((event) => (
              <Each key={event.id} of={event}>
                <Item event={event} nowMs={nowMs} />
              </Each>
            ))}
          </ul>
        )}
      </FirstRows>
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

const order = ['live', 'waiting', 'comingUp', 'earlier'] as const;
const nameOf = {
  live: words.home.liveNow,
  waiting: words.home.waiting,
  comingUp: words.home.comingUp,
  earlier: words.home.earlier,
};

function Groups({ events, list }: { events: readonly ListedEvent[]; list: EventListState }) {
  const { groups, nowMs } = useMemo(() => {
    const at = list.answeredAt();
    return { groups: groupEvents(events, at), nowMs: at };
  }, [events, list]);
  const shown = order.map((group) => ({ group, name: nameOf[group], events: groups[group] }));
  return shown
    .filter((group) => group.events.length > 0)
    .map((group, index) => (
      <Group key={group.group} {...group} nowMs={nowMs} beside={index === 0 && <NearMe list={list} />} />
    ));
}

/** All events: live ones as pictures, the others as rows. */
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
