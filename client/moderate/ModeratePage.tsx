import './ModeratePage.css';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { Perspective } from '../../shared/domain.ts';
import { noticeOf, type RefusalCode } from '../../shared/refusals.ts';
import { pages } from '../../shared/rest.ts';
import { nameOf } from '../grid/nameOf.ts';
import { Icon } from '../ui/Icon.tsx';
import { inWords } from '../ui/inWords.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { useValue } from '../useValue.ts';
import { WatchView } from '../watch/WatchView.tsx';
import { words } from '../words/words.ts';
import { ConfirmRemoval } from './ConfirmRemoval.tsx';
import { CurationPanel } from './CurationPanel.tsx';
import { type Moderation, openModeration } from './moderation.ts';
import { NobodyYet } from './NobodyYet.tsx';
import { type OnMove, TileMoves } from './TileMoves.tsx';
import { tokenOf } from './token.ts';

function followFragment(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

function useModeration(event: string, token: string): Moderation | null {
  const [moderation, setModeration] = useState<Moderation | null>(null);
  useEffect(() => {
    const mine = openModeration(event, token);
    setModeration(mine);
    return () => mine.close();
  }, [event, token]);
  return moderation;
}

function Heading({ moderation }: { moderation: Moderation }) {
  const event = useValue(moderation.session.event);
  return (
    <div className="moderate-heading">
      <h1>{event?.title ?? '\u00a0'}</h1>
      <span>{words.moderate.moderating}</span>
    </div>
  );
}

function Moderating({ event, moderation }: { event: string; moderation: Moderation }) {
  const [removing, setRemoving] = useState<Perspective | null>(null);
  const onMove: OnMove = useCallback(
    (perspective, action) => {
      if (action === 'remove') setRemoving(perspective);
      else void moderation.curate(perspective.id, action);
    },
    [moderation],
  );
  return (
    <div className="moderate">
      <WatchView
        session={moderation.session}
        event={event}
        heading={<Heading moderation={moderation} />}
        links={
          <a className="bar-film" href={pages.watch(event)}>
            <Icon name="watch" />
            <span>{words.moderate.asViewers}</span>
          </a>
        }
        empty={<NobodyYet event={event} />}
        renderTileActions={(perspective) => <TileMoves perspective={perspective} onMove={onMove} />}
      />
      <CurationPanel moderation={moderation} onMove={onMove} />
      {removing && (
        <ConfirmRemoval
          name={nameOf(removing)}
          onRemove={() => void moderation.curate(removing.id, 'remove')}
          onClose={() => setRemoving(null)}
        />
      )}
    </div>
  );
}

/** Refusals that no second try mends: another link is needed. */
const ofTheLink: readonly RefusalCode[] = ['tokenMissing', 'tokenInvalid', 'tokenExpired', 'noSuchEvent', 'notAllowed'];

function WithToken({ event, token }: { event: string; token: string }) {
  const moderation = useModeration(event, token);
  return moderation && <WithModeration event={event} moderation={moderation} />;
}

function WithModeration({ event, moderation }: { event: string; moderation: Moderation }) {
  const problem = useValue(moderation.session.problem);
  if (!problem) return <Moderating event={event} moderation={moderation} />;
  const retry = () => moderation.session.retry();
  return <Trouble what={inWords(problem)} {...(ofTheLink.includes(problem.code) ? {} : { onRetry: retry })} />;
}

/** The page on which one event is curated, for who has the link with the token in its fragment. */
export function ModeratePage({ event }: { event: string }) {
  const token = useSyncExternalStore(followFragment, () => tokenOf(location.hash));
  if (typeof RTCPeerConnection !== 'function') {
    return <Trouble what={{ sentence: words.watch.noWebRtc, advice: words.watch.noWebRtcAdvice }} />;
  }
  if (!token) return <Trouble what={inWords(noticeOf('tokenMissing'))} />;
  return <WithToken key={token} event={event} token={token} />;
}
