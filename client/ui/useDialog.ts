import { type MouseEvent, useEffect, useRef } from 'react';

/** A modal dialog, open while mounted. `onMouseDown` closes it on a press outside, as Escape does. */
export function useDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const close = () => dialog.current?.close();
  const onMouseDown = ({ target, currentTarget }: MouseEvent) => {
    if (target === currentTarget) close();
  };
  return { dialog, close, onMouseDown };
}
