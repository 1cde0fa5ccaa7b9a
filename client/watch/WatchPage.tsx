import { useEffect, useState } from 'react';
import { hasWebRtc } from '../media/device.ts';
import { inWords } from '../ui/inWords.ts';
import { lazily } from '../ui/lazily.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { useValue } from '../useValue.ts';
import { hold, sessionOf } from '../viewing/session/openWatching.ts';
import type { WatchSession } from '../viewing/session/watchSession.ts';
import { WatchView } from '../viewing/WatchView.tsx';
import { words } from '../words/words.ts';

const EventUnknown = lazily(() => import('../event/EventUnknown.tsx'), 'EventUnknown');

function useSession(event: string): WatchSession {
  const [session] = useState(() => sessionOf(event));
  useEffect(hold, []);
  return session;
}

function Watching({ event }: { event: string }) {
  const session = useSession(event);
  const problem = useValue(session.problem);
  if (problem?.code === 'noSuchEvent') return <EventUnknown />;
  if (problem) return <Trouble what={inWords(problem)} onRetry={() => session.retry()} />;
  return <WatchView session={session} event={event} />;
}

export function WatchPage({ event }: { event: string }) {
  if (!hasWebRtc) {
    return <Trouble what={{ sentence: words.watch.noWebRtc, advice: words.watch.noWebRtcAdvice }} />;
  }
  return <Watching key={event} event={event} />;
}
