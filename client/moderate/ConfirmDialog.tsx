import './ConfirmDialog.css';
import { type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { useDialog } from '../ui/useDialog.ts';
import { words } from '../words/words.ts';

type Props = {
  heading: string;
  explanation?: string;
  /** Label of the confirming button. */
  confirmText: string;
  isGrave?: boolean;
  children?: ReactNode;
  onConfirm(): void;
  onClose(): void;
};

/** Asks before something is done. Escape and the first button cancel. */
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
    // A stray press of Enter must not remove anything.
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
          <button type="button" className="button" data-variant="quiet" ref={keep} onClick={close}>
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
