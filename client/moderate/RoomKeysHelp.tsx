import { useEffect, useRef } from 'react';
import { words } from '../words/words.ts';

/** Which keys do what. */
export function RoomKeysHelp({ onClose }: { onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog className="ask room-keys" ref={dialog} aria-label={words.moderate.help} onClose={onClose}>
      <form method="dialog">
        <h2>{words.moderate.help}</h2>
        <dl>
          {words.moderate.keys.map(([keys, act]) => (
            <div key={keys}>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{act}</dd>
            </div>
          ))}
        </dl>
        <div className="ask-acts">
          <button type="submit" className="button" data-look="quiet">
            {words.ui.close}
          </button>
        </div>
      </form>
    </dialog>
  );
}
