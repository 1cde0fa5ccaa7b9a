import { useState } from 'react';
import { pages } from '../../shared/restApi.ts';
import { Code } from '../ui/Code.tsx';
import { useShareLink } from '../ui/useShareLink.ts';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import type { Filming } from './filming.ts';
import { LiveSheet } from './LiveSheet.tsx';

type Check = { is: 'ready' | 'filming' | 'notSeen' } | { is: 'found'; delayMs: number };

/** Measures the delay of this phone's camera by filming the server's clock on another screen. */
export function SyncCheckSheet({ filming, event, onClose }: { filming: Filming; event: string; onClose(): void }) {
  const known = useValue(filming.cameraDelayMs);
  const [check, setCheck] = useState<Check>({ is: 'ready' });
  const { syncCheck } = words.live;
  const link = useShareLink(pages.clock(event));
  const film = async () => {
    setCheck({ is: 'filming' });
    const found = await filming.checkCamera();
    setCheck(found === null ? { is: 'notSeen' } : { is: 'found', delayMs: found });
  };
  return (
    <LiveSheet heading={syncCheck.title} onClose={onClose}>
      <div className="live-invite">
        <Code link={link} />
        <div>
          <p>{syncCheck.hint}</p>
          <p className="live-link">{link.replace(/^https?:\/\//, '')}</p>
          <button type="button" className="button" disabled={check.is === 'filming'} onClick={() => void film()}>
            {check.is === 'filming' ? syncCheck.filming : syncCheck.start}
          </button>
          <p className="live-sheet-state" role="status" data-is={check.is}>
            {check.is === 'found' && syncCheck.found(Math.round(check.delayMs))}
            {check.is === 'notSeen' && syncCheck.notSeen}
            {check.is === 'ready' && known > 0 && syncCheck.known(Math.round(known))}
          </p>
        </div>
      </div>
    </LiveSheet>
  );
}
