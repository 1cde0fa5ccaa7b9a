import './Sheet.css';
import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { words } from '../words/words.ts';

type Props = { heading: ReactNode; children: ReactNode; onClose(): void };

/** Over the page, on a phone all of it. Whatever closes it, a press beside it too, says so once. */
export function Sheet({ heading, children, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const onPress = ({ target, currentTarget }: MouseEvent) => {
    if (target === currentTarget) dialog.current?.close();
  };
  return (
    <dialog className="sheet" ref={dialog} aria-labelledby="sheet-heading" onClose={onClose} onMouseDown={onPress}>
      <div className="sheet-page">
        <header>
          <h2 id="sheet-heading">{heading}</h2>
          <button
            type="button"
            className="sheet-close"
            aria-label={words.ui.close}
            onClick={() => dialog.current?.close()}
          >
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
