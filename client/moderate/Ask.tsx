import './Ask.css';
import { type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { useDialog } from '../ui/useDialog.ts';
import { words } from '../words/words.ts';

type Props = {
  heading: string;
  means?: string;
  /** On the button that does it; `isGrave` where it takes something away. */
  act: string;
  isGrave?: boolean;
  children?: ReactNode;
  onAct(): void;
  onClose(): void;
};

/** Asks before something is done; Escape or a press on "Keep" leaves all as it is. */
export function Ask({ heading, means, act, isGrave = false, children, onAct, onClose }: Props) {
  const { dialog, close } = useDialog();
  const keep = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    // A key that is pressed once too often must take nothing away.
    if (isGrave) keep.current?.focus();
  }, [isGrave]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAct();
    close();
  };
  return (
    <dialog
      className="dialog ask"
      role={isGrave ? 'alertdialog' : undefined}
      ref={dialog}
      aria-labelledby={`${id}-what`}
      aria-describedby={means ? `${id}-means` : undefined}
      onClose={onClose}
    >
      <form onSubmit={submit}>
        <h2 id={`${id}-what`}>{heading}</h2>
        {means && <p id={`${id}-means`}>{means}</p>}
        {children}
        <div className="ask-acts">
          <button type="button" className="button" data-variant="quiet" ref={keep} onClick={close}>
            {isGrave ? words.moderate.keep : words.moderate.cancel}
          </button>
          <button type="submit" className={isGrave ? 'button ask-grave' : 'button'}>
            {act}
          </button>
        </div>
      </form>
    </dialog>
  );
}
