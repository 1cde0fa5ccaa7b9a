import { useEffect, useState } from 'react';
import { noticeOf } from '../../shared/refusals.ts';
import { hasWebRtc } from '../media/device.ts';
import { inWords } from '../ui/inWords.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import { ModerateView } from './ModerateView.tsx';
import { tokenOf } from './session/linkToken.ts';
import { type ModerateSession, openModerateSession } from './session/moderateSession.ts';

/** The token in the address. When the page writes a new one itself, there is no `hashchange`: the session goes on. */
function useToken(): string | null {
  const [token, setToken] = useState(() => tokenOf(location.hash));
  useEffect(() => {
    const follow = () => setToken(tokenOf(location.hash));
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return token;
}

function useModerateSession(event: string, token: string): ModerateSession | null {
  const [session, setSession] = useState<ModerateSession | null>(null);
  useEffect(() => {
    const mine = openModerateSession(event, token);
    setSession(mine);
    return () => mine.close();
  }, [event, token]);
  return session;
}

function WithToken({ event, token }: { event: string; token: string }) {
  const session = useModerateSession(event, token);
  return session && <Opened event={event} session={session} />;
}

function Opened({ event, session }: { event: string; session: ModerateSession }) {
  const problem = useValue(session.watch.problem);
  const isReplaced = useValue(session.isReplaced);
  const known = useValue(session.watch.event);
  useEffect(() => {
    if (known) document.title = `${known.title} · ${words.moderate.pageTitle} · Polyscope`;
  }, [known]);
  if (isReplaced) {
    return <Trouble what={{ sentence: words.moderate.replacedTitle, advice: words.moderate.replacedAdvice }} />;
  }
  if (!problem) return <ModerateView event={event} session={session} />;
  return <Trouble what={inWords(problem)} onRetry={() => session.watch.retry()} />;
}

/** The moderators' page of one event; the link's fragment holds the token. */
export function ModeratePage({ event }: { event: string }) {
  const token = useToken();
  if (!hasWebRtc) {
    return <Trouble what={{ sentence: words.watch.noWebRtc, advice: words.watch.noWebRtcAdvice }} />;
  }
  if (!token) return <Trouble what={inWords(noticeOf('tokenMissing'))} />;
  return <WithToken key={token} event={event} token={token} />;
}
