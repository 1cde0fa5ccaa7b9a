import { useEffect, useState } from 'react';
import { EventUnknown } from '../event/EventUnknown.tsx';
import { hasWebRtc } from '../media/device.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import { parseCameraOptions } from './cameraOptions.ts';
import { EventGate } from './EventGate.tsx';
import { FilmingView } from './FilmingView.tsx';
import { Filming } from './filming.ts';
import { inAppBrowser } from './inAppBrowser.ts';
import { OpenElsewhere } from './OpenElsewhere.tsx';

let open: { event: string; filming: Filming; users: number } | null = null;

/** The `Filming` of this event that is already open, or a new one. */
function filmingOf(event: string): Filming {
  if (open?.event !== event) {
    open?.filming.close();
    open = { event, filming: new Filming(event, location.search), users: 0 };
  }
  return open.filming;
}

function useFilming(event: string): Filming {
  const [filming] = useState(() => filmingOf(event));
  useEffect(() => {
    const mine = open;
    if (!mine) return;
    mine.users += 1;
    return () => {
      mine.users -= 1;
      // A component that is mounted again at once, as in React StrictMode, keeps its camera.
      setTimeout(() => {
        if (mine.users > 0) return;
        mine.filming.close();
        if (open === mine) open = null;
      });
    };
  }, []);
  return filming;
}

function GoingLive({ event }: { event: string }) {
  const filming = useFilming(event);
  const status = useValue(filming.status);
  if (status.is === 'refused' && status.notice.code === 'noSuchEvent') return <EventUnknown />;
  return <FilmingView filming={filming} event={event} />;
}

export function GoLivePage({ event }: { event: string }) {
  const [inApp, setInApp] = useState(() =>
    parseCameraOptions(location.search).camera === 'virtual' ? null : inAppBrowser(),
  );
  if (inApp) return <OpenElsewhere event={event} inApp={inApp} onStay={() => setInApp(null)} />;
  if (!hasWebRtc) {
    return <Trouble what={{ sentence: words.live.noWebRtc, advice: words.live.trouble.unsupported.advice }} />;
  }
  return (
    <EventGate key={event} event={event}>
      {() => <GoingLive event={event} />}
    </EventGate>
  );
}
