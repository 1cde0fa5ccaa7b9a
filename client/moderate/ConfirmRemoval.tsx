import './ConfirmRemoval.css';
import { useEffect, useRef } from 'react';
import { words } from '../words/words.ts';

type Props = { name: string; onRemove(): void; onClose(): void };

/** Asks once more: what is removed is gone from every screen, and its phone is told. */
export function ConfirmRemoval({ name, onRemove, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      className="confirm"
      role="alertdialog"
      ref={dialog}
      aria-labelledby="confirm-what"
      aria-describedby="confirm-means"
      onClose={onClose}
    >
      <h2 id="confirm-what">{words.moderate.removeWhat(name)}</h2>
      <p id="confirm-means">{words.moderate.removeMeans}</p>
      <form method="dialog">
        <button type="submit" className="button" data-look="quiet">
          {words.moderate.keep}
        </button>
        <button type="submit" className="button confirm-remove" onClick={onRemove}>
          {words.moderate.remove}
        </button>
      </form>
    </dialog>
  );
}
