import { useEffect, useState } from 'react';
import { eventIdSchema } from '../../shared/domain.ts';
import { inWords } from '../ui/inWords.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import { WatchView } from './WatchView.tsx';
import { WatchSession } from './watchSession.ts';

let open: { event: string; session: WatchSession; users: number } | null = null;

/** The session of an event: the one that is open already, or a new one. */
function sessionOf(event: string): WatchSession {
  if (open?.event !== event) {
    open?.session.close();
    open = { event, session: new WatchSession({ event, role: 'viewer' }), users: 0 };
  }
  return open.session;
}

const hasWebRtc = typeof RTCPeerConnection === 'function';

// Before React has drawn anything the connection is on its way: it is the longest part of the wait for a picture.
const addressed = /^\/e\/([^/]+)\/?$/.exec(location.pathname)?.[1];
if (hasWebRtc && eventIdSchema.safeParse(addressed).success && addressed) sessionOf(addressed);

function useSession(event: string): WatchSession {
  const [session] = useState(() => sessionOf(event));
  useEffect(() => {
    const mine = open;
    if (!mine) return;
    mine.users += 1;
    return () => {
      mine.users -= 1;
      // A component that is drawn anew at once, as React does while developing, keeps its session.
      setTimeout(() => {
        if (mine.users > 0) return;
        mine.session.close();
        if (open === mine) open = null;
      });
    };
  }, []);
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
