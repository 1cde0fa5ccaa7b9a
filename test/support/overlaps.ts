import type { Page } from 'playwright-core';

/**
 * Controls whose middle lies under something else, so that a finger meets that instead. What a dialog or a panel covers
 * is not asked for, nor are controls that take no presses.
 */
export function overlapsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const over = 'dialog, [role="dialog"], aside, .chosen';
    const modal = document.querySelector('dialog:modal');
    const controls = [...(modal ?? document).querySelectorAll<HTMLElement>('button, a[href], input, select, textarea')];
    return controls.flatMap((control) => {
      const { visibility, pointerEvents } = getComputedStyle(control);
      if (visibility === 'hidden' || pointerEvents === 'none' || control.matches(':disabled')) return [];
      if (control.getClientRects().length === 0) return [];
      const { width, height } = control.getBoundingClientRect();
      // Drawn for screen readers only.
      if (width <= 1 || height <= 1) return [];
      const hits = () => {
        const { left, top } = control.getBoundingClientRect();
        const hit = document.elementFromPoint(left + width / 2, top + height / 2);
        const isOwn = hit !== null && (control.contains(hit) || hit.contains(control) || hit.closest('label') !== null);
        const cover = hit?.closest(over);
        return { hit, isFree: isOwn || (cover && !cover.contains(control)) };
      };
      if (hits().isFree) return [];
      // It may only have been scrolled away.
      control.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
      const { hit, isFree } = hits();
      if (isFree) return [];
      return [`${control.outerHTML.slice(0, 120)} is under ${hit?.outerHTML.slice(0, 120) ?? 'the edge'}`];
    });
  });
}
