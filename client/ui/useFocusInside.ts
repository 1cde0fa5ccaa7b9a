import { type RefObject, useEffect } from 'react';

/** The keyboard and the screen reader go to what has been opened, and back when it closes under them. */
export function useFocusInside(element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    element.current?.focus({ preventScroll: true });
    return () => {
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (isLost && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [element]);
}
