import { type ComponentType, lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { isEventId } from '../shared/ids.ts';
import { noticeOf } from '../shared/refusals.ts';
import { Unreached } from './connection/rest.ts';
import { EventUnknown } from './event/EventUnknown.tsx';
import { inWords } from './ui/inWords.ts';
import { PageBoundary } from './ui/PageBoundary.tsx';
import { Trouble } from './ui/Trouble.tsx';
import { WatchPage } from './watch/WatchPage.tsx';

type EventPage = ComponentType<{ event: string }>;

/** A chunk failed to load: no network, or the server has been updated. */
const away = (cause: unknown): never => {
  throw new Unreached('page', { cause });
};

const home = () => import('./home/HomePage.tsx').catch(away);
const demo = () => import('./demo/DemoPage.tsx').catch(away);
const golive = () => import('./golive/GoLivePage.tsx').catch(away);
const clock = () => import('./clock/ClockPage.tsx').catch(away);
const moderate = () => import('./moderate/ModeratePage.tsx').catch(away);

const HomePage = lazy(async () => ({ default: (await home()).HomePage }));
const DemoPage = lazy(async () => ({ default: (await demo()).DemoPage }));
const GoLivePage = lazy(async () => ({ default: (await golive()).GoLivePage }));
const ClockPage = lazy(async () => ({ default: (await clock()).ClockPage }));
const ModeratePage = lazy(async () => ({ default: (await moderate()).ModeratePage }));

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
