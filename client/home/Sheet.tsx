import './Sheet.css';
import type { ReactNode } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { useDialog } from '../ui/useDialog.ts';
import { words } from '../words/words.ts';

type Props = { heading: ReactNode; children: ReactNode; onClose(): void };

/** A dialog; on a phone it covers the page. `onClose` is called once, whatever closes it. */
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
          <button type="button" className="icon-tool" aria-label={words.ui.close} onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
