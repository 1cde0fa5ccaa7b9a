import './DemoPage.css';
import { useEffect, useState } from 'react';
import { hasWebRtc } from '../media/device.ts';
import { Icon } from '../ui/Icon.tsx';
import { inWords } from '../ui/inWords.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { TryingAgain } from '../ui/TryingAgain.tsx';
import { useValue } from '../useValue.ts';
import { WatchView } from '../viewing/WatchView.tsx';
import { words } from '../words/words.ts';
import { DemoSession, maxCameras, minCameras } from './demoSession.ts';

const defaultCameras = 4;

function countOf(search: string): number {
  const requested = Number(new URLSearchParams(search).get('cameras') ?? defaultCameras);
  return Number.isInteger(requested) ? Math.max(minCameras, Math.min(maxCameras, requested)) : defaultCameras;
}

function rememberCount(count: number): void {
  const query = new URLSearchParams(location.search);
  query.set('cameras', String(count));
  history.replaceState(history.state, '', `${location.pathname}?${query}`);
}

function Cameras({ session }: { session: DemoSession }) {
  const count = useValue(session.count);
  const change = (by: number) => {
    session.setCount(count + by);
    rememberCount(session.count.get());
  };
  return (
    <fieldset className="demo-cameras" aria-label={words.demo.cameras(count)}>
      <button
        type="button"
        className="icon-tool bar-tool"
        aria-label={words.demo.fewer}
        disabled={count <= minCameras}
        onClick={() => change(-1)}
      >
        <Icon name="minus" />
      </button>
      <output aria-live="polite">
        <span className="unseen">{words.demo.cameras(count)}</span>
        <span aria-hidden="true">{count}</span>
      </output>
      <button
        type="button"
        className="icon-tool bar-tool"
        aria-label={words.demo.more}
        disabled={count >= maxCameras}
        onClick={() => change(1)}
      >
        <Icon name="plus" />
      </button>
    </fieldset>
  );
}

function useDemo(): DemoSession | null {
  const [session, setSession] = useState<DemoSession | null>(null);
  useEffect(() => {
    const mine = new DemoSession(countOf(location.search));
    setSession(mine);
    const leave = () => mine.close();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      mine.close();
    };
  }, []);
  return session;
}

function Demo({ session }: { session: DemoSession }) {
  const watching = useValue(session.watching);
  const problem = useValue(session.problem);
  const waiting = useValue(session.waitingFor);
  if (problem) return <Trouble what={inWords(problem)} onRetry={() => void session.open()} />;
  if (waiting) return <TryingAgain why={waiting.why} variant="middle" onNow={() => void session.open()} />;
  if (!watching) return null;
  return (
    <WatchView
      session={watching.session}
      event={watching.event}
      links={
        <div className="demo-links">
          <p className="demo-what">{words.demo.what}</p>
          <Cameras session={session} />
        </div>
      }
      empty={<p className="watch-opening">{words.demo.opening}</p>}
    />
  );
}

/** Polyscope without a phone: virtual cameras in this page, over real WebRTC through the server. */
export function DemoPage() {
  const session = useDemo();
  if (!hasWebRtc) {
    return <Trouble what={{ sentence: words.watch.noWebRtc, advice: words.watch.noWebRtcAdvice }} />;
  }
  return session && <Demo session={session} />;
}
