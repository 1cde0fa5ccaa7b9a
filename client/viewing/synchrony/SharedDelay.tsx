import { useId } from 'react';
import { useValue } from '../../useValue.ts';
import { words } from '../../words/words.ts';
import type { DelaySharing } from '../session/delaySharing.ts';

/** Viewers side by side share one grid delay. */
export function SharedDelay({ sharing }: { sharing: DelaySharing }) {
  const id = useId();
  const isOn = useValue(sharing.isOn);
  return (
    <div className="shared-delay">
      <input
        type="checkbox"
        id={id}
        aria-describedby={`${id}-hint`}
        checked={isOn}
        onChange={(event) => sharing.set(event.target.checked)}
      />
      <label htmlFor={id}>{words.sync.shared}</label>
      <p id={`${id}-hint`}>{words.sync.sharedHint}</p>
    </div>
  );
}
