import type { Page } from 'playwright-core';
import type { Size } from './browser.ts';
import { until } from './evening.ts';

/** Long enough for a busy machine; a page that fits is not waited for. */
const drawnWithinMs = 10_000;

/**
 * Controls whose middle lies under something else, so that a finger meets that instead. What a dialog or a panel covers
 * is not asked for, nor are controls that take no presses.
 */
function overlapsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const over = 'dialog, [role="dialog"], aside, .chosen, [data-solo="true"]';
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

/**
 * How far the page's content sticks out sideways, px: what can be scrolled to, and what lies outside a fixed page, which
 * nobody can scroll to. What scrolls or clips its own content is looked at as one box.
 */
const overflow = (page: Page) =>
  page.evaluate(() => {
    let furthest = document.documentElement.scrollWidth - window.innerWidth;
    const look = (box: Element): void => {
      const { left, right, width, height } = box.getBoundingClientRect();
      if (width > 1 && height > 0)
        furthest = Math.max(furthest, Math.round(right - window.innerWidth), Math.round(-left));
      if (getComputedStyle(box).overflowX === 'visible') for (const each of box.children) look(each);
    };
    look(document.body);
    return furthest;
  });

/** What does not fit at a size. A page that is resized draws itself anew, so it is asked until it fits. */
export async function misfitsAt(page: Page, size: Size): Promise<string[]> {
  await page.setViewportSize(size);
  let found: string[] = [];
  const fits = async () => {
    const sideways = await overflow(page);
    found = [...(sideways > 0 ? [`scrolls ${sideways} px sideways`] : []), ...(await overlapsOf(page))];
    return found.length === 0;
  };
  await until(fits, 'the page fits', drawnWithinMs).catch(() => undefined);
  return found;
}
