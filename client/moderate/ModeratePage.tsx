import { useEffect, useState } from 'react';
import { noticeOf } from '../../shared/refusals.ts';
import { hasWebRtc } from '../media/device.ts';
import { inWords } from '../ui/inWords.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import { RoomView } from './ModerateView.tsx';
import { tokenOf } from './session/linkToken.ts';
import { openRoom, type Room } from './session/moderateSession.ts';

/** The token in the address, as it was opened: one that this page has put there itself opens nothing anew. */
function useToken(): string | null {
  const [token, setToken] = useState(() => tokenOf(location.hash));
  useEffect(() => {
    const follow = () => setToken(tokenOf(location.hash));
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return token;
}

function useRoom(event: string, token: string): Room | null {
  const [room, setRoom] = useState<Room | null>(null);
  useEffect(() => {
    const mine = openRoom(event, token);
    setRoom(mine);
    return () => mine.close();
  }, [event, token]);
  return room;
}

function WithToken({ event, token }: { event: string; token: string }) {
  const room = useRoom(event, token);
  return room && <InRoom event={event} room={room} />;
}

function InRoom({ event, room }: { event: string; room: Room }) {
  const problem = useValue(room.session.problem);
  const isReplaced = useValue(room.isReplaced);
  const known = useValue(room.session.event);
  useEffect(() => {
    if (known) document.title = `${known.title} · ${words.moderate.pageTitle} · Polyscope`;
  }, [known]);
  if (isReplaced) {
    return <Trouble what={{ sentence: words.moderate.replacedTitle, advice: words.moderate.replacedAdvice }} />;
  }
  if (!problem) return <RoomView event={event} room={room} />;
  return <Trouble what={inWords(problem)} onRetry={() => room.session.retry()} />;
}

/** The page on which one event is curated, for who has the link with the token in its fragment. */
export function ModeratePage({ event }: { event: string }) {
  const token = useToken();
  if (!hasWebRtc) {
    return <Trouble what={{ sentence: words.watch.noWebRtc, advice: words.watch.noWebRtcAdvice }} />;
  }
  if (!token) return <Trouble what={inWords(noticeOf('tokenMissing'))} />;
  return <WithToken key={token} event={event} token={token} />;
}
