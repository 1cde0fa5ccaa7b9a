import { useEffect, useState } from 'react';
import { hasWebRtc } from '../media/device.ts';
import { inWords } from '../ui/inWords.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import { hold, sessionOf } from './openWatching.ts';
import { WatchView } from './WatchView.tsx';
import type { WatchSession } from './watchSession.ts';

function useSession(event: string): WatchSession {
  const [session] = useState(() => sessionOf(event));
  useEffect(hold, []);
  return session;
}

function Watching({ event }: { event: string }) {
  const session = useSession(event);
  const problem = useValue(session.problem);
  if (problem) return <Trouble what={inWords(problem)} onRetry={() => session.retry()} />;
  return <WatchView session={session} event={event} />;
}

/** The page on which one event is watched from all its perspectives. */
export function WatchPage({ event }: { event: string }) {
  if (!hasWebRtc) {
    return <Trouble what={{ sentence: words.watch.noWebRtc, advice: words.watch.noWebRtcAdvice }} />;
  }
  return <Watching key={event} event={event} />;
}
