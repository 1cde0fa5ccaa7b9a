import { useEffect, useRef } from 'react';
import { words } from '../words/words.ts';

/** Which keys do what. */
export function KeysHelp({ onClose }: { onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog className="keys-help" ref={dialog} aria-label={words.watch.help} onClose={onClose}>
      <dl>
        {words.watch.keys.map(([keys, act]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{act}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit">{words.ui.close}</button>
      </form>
    </dialog>
  );
}
