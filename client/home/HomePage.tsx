import './HomePage.css';
import { useEffect, useMemo, useState } from 'react';
import { createOwnEvents } from '../ownEvents.ts';
import { Icon } from '../ui/Icon.tsx';
import { PartBoundary } from '../ui/PartBoundary.tsx';
import { words } from '../words/words.ts';
import { Events } from './Events.tsx';
import { createEventList } from './eventList.ts';
import { Hero } from './Hero.tsx';
import { OpenEventSheet } from './OpenEventSheet.tsx';
import { createOpening } from './opening.ts';
import { Yours } from './Yours.tsx';

/** The first page: what Polyscope is, all events, and a form to open one. */
export function HomePage() {
  const list = useMemo(createEventList, []);
  const ownEvents = useMemo(createOwnEvents, []);
  const opening = useMemo(() => createOpening(ownEvents), [ownEvents]);
  const [isOpening, setOpening] = useState(false);
  useEffect(() => list.open(), [list]);
  useEffect(() => ownEvents.open(), [ownEvents]);
  useEffect(() => {
    document.title = words.home.pageTitle;
  }, []);

  const close = () => {
    setOpening(false);
    if (opening.state.get().state !== 'opened') return;
    opening.reset();
    void list.refresh();
  };
  const openButton = (variant?: 'quiet') => (
    <button type="button" className="button" data-variant={variant} onClick={() => setOpening(true)}>
      <Icon name="plus" />
      {words.home.openEvent}
    </button>
  );
  return (
    <div className="home">
      <Hero act={openButton('quiet')} />
      <main className="home-list">
        <PartBoundary>
          <Yours ownEvents={ownEvents} />
        </PartBoundary>
        <PartBoundary>
          <Events list={list} openButton={openButton()} />
        </PartBoundary>
      </main>
      <footer className="home-end">
        {words.home.promise} {words.home.cookie}
      </footer>
      {isOpening && <OpenEventSheet opening={opening} onClose={close} />}
    </div>
  );
}
