import { type RefObject, useEffect } from 'react';

/** Less than this is a bar of the browser that comes and goes, px. */
const keyboardPx = 120;

/** While a phone's keyboard lies over the page, the page that holds this element is as tall as what is left. */
export function useAboveKeyboard(inside: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const seen = window.visualViewport;
    const page = inside.current?.closest<HTMLElement>('.watch');
    if (!seen || !page) return;
    const fit = () => {
      const hiddenPx = window.innerHeight - seen.height;
      // Zoomed in, less is seen for another reason.
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
