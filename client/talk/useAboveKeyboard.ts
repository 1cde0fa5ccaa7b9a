import { type RefObject, useEffect } from 'react';

/** Less than this is a browser toolbar that comes and goes, px. */
const keyboardPx = 120;

/** While an on-screen keyboard is open, shrinks the page around this element to the visible part. */
export function useAboveKeyboard(inside: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const seen = window.visualViewport;
    const page = inside.current?.closest<HTMLElement>('.watch');
    if (!seen || !page) return;
    const fit = () => {
      const hiddenPx = window.innerHeight - seen.height;
      // Zooming in shrinks the visual viewport, too.
      const isOver = hiddenPx > keyboardPx && seen.scale === 1;
      page.style.top = isOver ? `${seen.offsetTop}px` : '';
      page.style.bottom = isOver ? `${hiddenPx - seen.offsetTop}px` : '';
    };
    seen.addEventListener('resize', fit);
    seen.addEventListener('scroll', fit);
    return () => {
      seen.removeEventListener('resize', fit);
      seen.removeEventListener('scroll', fit);
      page.style.top = '';
      page.style.bottom = '';
    };
  }, [inside]);
}
