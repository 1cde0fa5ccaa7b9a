import { type ComponentType, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { isEventId } from '../shared/ids.ts';
import { noticeOf } from '../shared/refusals.ts';
import { inWords } from './ui/inWords.ts';
import { lazily } from './ui/lazily.ts';
import { PageBoundary } from './ui/PageBoundary.tsx';
import { Trouble } from './ui/Trouble.tsx';
import { WatchPage } from './watch/WatchPage.tsx';

type EventPage = ComponentType<{ event: string }>;

const HomePage = lazily(() => import('./home/HomePage.tsx'), 'HomePage');
const DemoPage = lazily(() => import('./demo/DemoPage.tsx'), 'DemoPage');
const GoLivePage = lazily(() => import('./golive/GoLivePage.tsx'), 'GoLivePage');
const ClockPage = lazily(() => import('./clock/ClockPage.tsx'), 'ClockPage');
const ModeratePage = lazily(() => import('./moderate/ModeratePage.tsx'), 'ModeratePage');
const EventUnknown = lazily(() => import('./event/EventUnknown.tsx'), 'EventUnknown');

const ofEvent =
  (Page: EventPage) =>
  ({ event = '' }: { event?: string }) =>
    isEventId(event) ? <Page key={event} event={event} /> : <EventUnknown />;

/** Each page is a chunk of its own, loaded when it is shown. */
export function Routes() {
  return (
    <PageBoundary>
      <Suspense fallback={null}>
        <Switch>
          <Route path="/">
            <HomePage />
          </Route>
          <Route path="/demo">
            <DemoPage />
          </Route>
          <Route path="/e/:event">{ofEvent(WatchPage)}</Route>
          <Route path="/e/:event/live">{ofEvent(GoLivePage)}</Route>
          <Route path="/e/:event/clock">{ofEvent(ClockPage)}</Route>
          <Route path="/e/:event/moderate">{ofEvent(ModeratePage)}</Route>
          <Route>
            <Trouble what={inWords(noticeOf('noSuchPage'))} />
          </Route>
        </Switch>
      </Suspense>
    </PageBoundary>
  );
}
