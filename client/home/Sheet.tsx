import './Sheet.css';
import type { ReactNode } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { useDialog } from '../ui/useDialog.ts';
import { words } from '../words/words.ts';

type Props = { heading: ReactNode; children: ReactNode; onClose(): void };

/** Over the page, on a phone all of it. Whatever closes it, a press beside it too, says so once. */
export function Sheet({ heading, children, onClose }: Props) {
  const { dialog, close, onMouseDown } = useDialog();
  return (
    <dialog
      className="dialog sheet"
      ref={dialog}
      aria-labelledby="sheet-heading"
      onClose={onClose}
      onMouseDown={onMouseDown}
    >
      <div className="sheet-page">
        <header>
          <h2 id="sheet-heading">{heading}</h2>
          <button type="button" className="round-tool" aria-label={words.ui.close} onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
