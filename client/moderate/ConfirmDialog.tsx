import './ConfirmDialog.css';
import { type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { useDialog } from '../ui/useDialog.ts';
import { words } from '../words/words.ts';

type Props = {
  heading: string;
  explanation?: string;
  /** On the button that does it; `isGrave` where it takes something away. */
  confirmText: string;
  isGrave?: boolean;
  children?: ReactNode;
  onConfirm(): void;
  onClose(): void;
};

/** Asks before something is done; Escape or a press on "Keep" leaves all as it is. */
export function ConfirmDialog({
  heading,
  explanation,
  confirmText,
  isGrave = false,
  children,
  onConfirm,
  onClose,
}: Props) {
  const { dialog, close } = useDialog();
  const keep = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    // A key that is pressed once too often must take nothing away.
    if (isGrave) keep.current?.focus();
  }, [isGrave]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onConfirm();
    close();
  };
  return (
    <dialog
      className="dialog confirm"
      role={isGrave ? 'alertdialog' : undefined}
      ref={dialog}
      aria-labelledby={`${id}-what`}
      aria-describedby={explanation ? `${id}-means` : undefined}
      onClose={onClose}
    >
      <form onSubmit={submit}>
        <h2 id={`${id}-what`}>{heading}</h2>
        {explanation && <p id={`${id}-means`}>{explanation}</p>}
        {children}
        <div className="confirm-actions">
          <button type="button" className="button" data-look="quiet" ref={keep} onClick={close}>
            {isGrave ? words.moderate.keep : words.moderate.cancel}
          </button>
          <button type="submit" className={isGrave ? 'button confirm-grave' : 'button'}>
            {confirmText}
          </button>
        </div>
      </form>
    </dialog>
  );
}
