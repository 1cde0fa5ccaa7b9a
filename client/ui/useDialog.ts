import { type MouseEvent, useEffect, useRef } from 'react';

/** A modal dialog, open for as long as it is there. `onMouseDown` lets a press beside it close it, as Escape does. */
export function useDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const close = () => dialog.current?.close();
  const onMouseDown = ({ target, currentTarget }: MouseEvent) => {
    if (target === currentTarget) close();
  };
  return { dialog, close, onMouseDown };
}
