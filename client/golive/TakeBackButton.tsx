import { useEffect, useRef, useState } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { words } from '../words/words.ts';

const { mine: texts } = words.live;

function Confirm({ onKeep, onTakeBack }: { onKeep(): void; onTakeBack(): Promise<void> }) {
  const [isGoing, setGoing] = useState(false);
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  const go = async () => {
    setGoing(true);
    await onTakeBack();
    onKeep();
  };
  return (
    <div className="mine-confirm" role="alertdialog" aria-label={texts.takeBack} aria-describedby="mine-means">
      <p id="mine-means">{texts.takeBackMeans}</p>
      <button type="button" className="button" data-variant="quiet" ref={keep} onClick={onKeep}>
        {texts.keep}
      </button>
      <button type="button" className="button mine-danger" disabled={isGoing} onClick={() => void go()}>
        {texts.takeBackNow}
      </button>
    </div>
  );
}

/** Deletes everything the server stores of this device for this event. Asks for confirmation: it cannot be undone. */
export function TakeBackButton({ onTakeBack }: { onTakeBack(): Promise<void> }) {
  const [isAsked, setAsked] = useState(false);
  if (isAsked) return <Confirm onKeep={() => setAsked(false)} onTakeBack={onTakeBack} />;
  return (
    <button type="button" className="button mine-danger" onClick={() => setAsked(true)}>
      <Icon name="remove" />
      {texts.takeBack}
    </button>
  );
}
