import { useId, useState } from 'react';
import type { Kind } from '../../shared/domain.ts';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import type { Filming } from './filming.ts';
import { LiveSheet } from './LiveSheet.tsx';

type ChooserProps = { filming: Filming; kind: Kind; onBusy(isBusy: boolean): void };

function Chooser({ filming: { camera }, kind, onBusy }: ChooserProps) {
  const { all, now } = useValue(camera.devices[kind]);
  const [wished, setWished] = useState<string | null>(null);
  const id = useId();
  const { names, none } = words.live.devices;
  const choose = async (deviceId: string) => {
    setWished(deviceId);
    onBusy(!(await camera.choose(kind, deviceId)));
    setWished(null);
  };
  return (
    <div className="live-choice">
      <label htmlFor={id}>{names[kind]}</label>
      <select
        id={id}
        value={wished ?? now ?? ''}
        disabled={all.length === 0}
        onChange={({ target }) => void choose(target.value)}
      >
        {all.every(({ deviceId }) => deviceId !== now) && <option value={now ?? ''}>{none[kind]}</option>}
        {all.map(({ deviceId, label }) => (
          <option key={deviceId} value={deviceId}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Camera and microphone of a desktop, also while live. */
export function DevicesSheet({ filming, onClose }: { filming: Filming; onClose(): void }) {
  const [busyKinds, setBusyKinds] = useState<readonly Kind[]>([]);
  const isBusy = busyKinds.length > 0;
  const setBusy = (kind: Kind) => (isIt: boolean) =>
    setBusyKinds((kinds) => [...kinds.filter((each) => each !== kind), ...(isIt ? [kind] : [])]);
  const { title, hint, busy } = words.live.devices;
  return (
    <LiveSheet heading={title} onClose={onClose}>
      <div className="live-choices">
        <Chooser filming={filming} kind="video" onBusy={setBusy('video')} />
        <Chooser filming={filming} kind="audio" onBusy={setBusy('audio')} />
      </div>
      <p className="live-sheet-state" role="status" data-is={isBusy ? 'unavailable' : 'ready'}>
        {isBusy ? busy : hint}
      </p>
    </LiveSheet>
  );
}
