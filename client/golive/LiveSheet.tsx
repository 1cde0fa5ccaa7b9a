import './LiveSheet.css';
import { type ReactNode, useId } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { useDialog } from '../ui/useDialog.ts';
import { words } from '../words/words.ts';

type Props = { heading: string; children: ReactNode; onClose(): void };

/** A dialog that slides in from the bottom; a press outside closes it. */
export function LiveSheet({ heading, children, onClose }: Props) {
  const { dialog, close, onMouseDown } = useDialog();
  const id = useId();
  return (
    <dialog className="live-sheet" ref={dialog} aria-labelledby={id} onClose={onClose} onMouseDown={onMouseDown}>
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
