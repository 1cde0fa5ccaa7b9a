import { type RefObject, useEffect } from 'react';

/** Moves the focus into an element that opens, and back if it closes with the focus inside. */
export function useFocusInside(element: RefObject<HTMLElement | null>, isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return;
    const before = document.activeElement;
    element.current?.focus({ preventScroll: true });
    return () => {
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (isLost && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [element, isWanted]);
}
