import './FilmingView.css';
import { useEffect, useState } from 'react';
import { usePageTitle } from '../ui/usePageTitle.ts';
import { useValue } from '../useValue.ts';
import { Controls } from './Controls.tsx';
import { EndedPage } from './EndedPage.tsx';
import { FilmingHeader } from './FilmingHeader.tsx';
import { FilmingMessages } from './FilmingMessages.tsx';
import { FilmingSheet, type SheetName } from './FilmingSheet.tsx';
import type { Filming } from './filming.ts';
import { isUnderWay } from './status.ts';
import { announcementOf } from './statusInWords.ts';
import { TurnOn } from './TurnOn.tsx';
import { useToast } from './useToast.ts';
import { Viewfinder } from './Viewfinder.tsx';
import { ZoomSlider } from './ZoomSlider.tsx';

/** The picture fills the screen, with messages over it and the controls within reach of the thumb. */
export function FilmingView({ filming, event }: { filming: Filming; event: string }) {
  const status = useValue(filming.status);
  const { title, doors } = useValue(filming.event) ?? {};
  const [sheet, setSheet] = useState<SheetName | null>(null);
  const { toast, announce } = useToast(filming);
  const isLive = isUnderWay(status);
  usePageTitle(title);
  useEffect(() => {
    // It may have been ended from a sheet, which would cover the page about the end.
    if (status.is === 'ended') setSheet(null);
  }, [status.is]);

  return (
    <main className="film" data-status={status.is} data-live={isLive}>
      <Viewfinder filming={filming} />
      <FilmingHeader title={title ?? '\u00a0'} status={status} onSheet={setSheet} />
      {status.is === 'ended' ? (
        <EndedPage filming={filming} event={event} />
      ) : (
        <>
          {status.is === 'unasked' && <TurnOn doors={doors} onTurnOn={() => void filming.turnOn()} />}
          <FilmingMessages filming={filming} status={status} event={event} onMine={() => setSheet('mine')} />
          <ZoomSlider camera={filming.camera} />
          <Controls filming={filming} onSheet={setSheet} onAnnounce={announce} />
        </>
      )}
      {toast.text && (
        <p className="film-toast" role="status" key={toast.count}>
          {toast.text}
        </p>
      )}
      <p className="unseen" role="status">
        {announcementOf(status)}
      </p>
      <FilmingSheet sheet={sheet} filming={filming} event={event} isLive={isLive} onClose={() => setSheet(null)} />
    </main>
  );
}
