import './FilmingView.css';
import { useCallback, useEffect, useState } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import { Controls } from './Controls.tsx';
import type { Filming } from './filming.ts';
import { InviteSheet } from './InviteSheet.tsx';
import { MineSheet } from './MineSheet.tsx';
import { PlaceSheet } from './PlaceSheet.tsx';
import { Banner, StatusMessage, StatusPill } from './StatusParts.tsx';
import { SyncCheckSheet } from './SyncCheckSheet.tsx';
import { isUnderWay } from './status.ts';
import { announcementOf } from './statusInWords.ts';
import { Viewfinder } from './Viewfinder.tsx';
import { ZoomSlider } from './ZoomSlider.tsx';

/** The picture fills the screen, what is said of it floats over it, and what is done with it lies under the thumb. */
export function FilmingView({ filming, event }: { filming: Filming; event: string }) {
  const status = useValue(filming.status);
  const known = useValue(filming.event);
  const isPaused = useValue(filming.isPaused);
  const isWarned = useValue(filming.isWarned);
  const { microphone } = useValue(filming.camera.sound);
  const [sheet, setSheet] = useState<'place' | 'invite' | 'sync' | 'mine' | null>(null);
  const [told, setTold] = useState({ text: '', count: 0 });
  const announce = useCallback((text: string) => setTold(({ count }) => ({ text, count: count + 1 })), []);
  const insight = useValue(filming.mine.insight);
  const decided = useValue(filming.mine.decided);
  useEffect(() => {
    if (decided) announce(words.live.mine.decidedNow(words.acts[decided.act], decided.why));
  }, [decided, announce]);
  const title = known?.title ?? '\u00a0';

  useEffect(() => {
    if (known) document.title = `${known.title} · Polyscope`;
  }, [known]);

  return (
    <main className="film" data-status={status.is} data-live={isUnderWay(status)}>
      <Viewfinder filming={filming} />
      <header className="film-top">
        <div>
          <h1>{title}</h1>
          <StatusPill status={status} />
        </div>
        <button
          type="button"
          className="film-round film-mine"
          aria-label={words.live.mine.title}
          title={words.live.mine.title}
          onClick={() => setSheet('mine')}
        >
          <Icon name="eye" />
        </button>
        <button
          type="button"
          className="film-round"
          aria-label={words.live.syncCheck.title}
          title={words.live.syncCheck.title}
          onClick={() => setSheet('sync')}
        >
          <Icon name="clock" />
        </button>
        <button type="button" className="film-round" aria-label={words.live.invite} onClick={() => setSheet('invite')}>
          <Icon name="share" />
        </button>
      </header>
      <StatusMessage
        status={status}
        event={event}
        doors={known?.doors}
        why={insight?.decisions.findLast(({ act }) => act === 'ban' || act === 'remove')?.why ?? ''}
        onComeBack={() => filming.comeBack()}
        onMine={() => setSheet('mine')}
      />
      {isUnderWay(status) && (microphone === 'missing' || microphone === 'silent') && !filming.isVirtual && (
        <Banner explanation={words.live.soundLost[microphone]} />
      )}
      {isPaused && isUnderWay(status) && <Banner explanation={words.live.mine.paused} />}
      {isWarned && <Banner explanation={words.live.warned} />}
      <ZoomSlider camera={filming.camera} />
      <Controls filming={filming} onPlace={() => setSheet('place')} onAnnounce={announce} />
      {told.text && (
        <p className="film-toast" role="status" key={told.count}>
          {told.text}
        </p>
      )}
      <p className="unseen" role="status">
        {announcementOf(status)}
      </p>
      {sheet === 'place' && <PlaceSheet place={filming.place} onClose={() => setSheet(null)} />}
      {sheet === 'mine' && <MineSheet filming={filming} isLive={isUnderWay(status)} onClose={() => setSheet(null)} />}
      {sheet === 'invite' && <InviteSheet event={event} isLive={isUnderWay(status)} onClose={() => setSheet(null)} />}
      {sheet === 'sync' && <SyncCheckSheet filming={filming} event={event} onClose={() => setSheet(null)} />}
    </main>
  );
}
