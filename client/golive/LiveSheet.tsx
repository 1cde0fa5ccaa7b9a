import './LiveSheet.css';
import { type MouseEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { words } from '../words/words.ts';

type Props = { heading: string; children: ReactNode; onClose(): void };

/** Slides over the picture from where the thumb is; a press beside it closes it, too. */
export function LiveSheet({ heading, children, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => dialog.current?.showModal(), []);
  const close = () => dialog.current?.close();
  const press = ({ target, currentTarget }: MouseEvent) => {
    if (target === currentTarget) close();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the Escape key closes a dialog by itself
    <dialog className="live-sheet" ref={dialog} aria-labelledby={id} onClose={onClose} onClick={press}>
      <div>
        <header>
          <h2 id={id}>{heading}</h2>
          <button type="button" className="film-round" aria-label={words.ui.close} onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
