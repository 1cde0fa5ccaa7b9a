import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { violationsOf } from '../support/axe.ts';
import { launchBrowser, newPerson, sizes } from '../support/browser.ts';
import { until } from '../support/evening.ts';
import { openPageStates, type PageState } from '../support/pageStates.ts';
import { startServer } from '../support/server.ts';

const server = await startServer({ isPlain: 'both', env: { RATE_SCALE: '100' } });
const browser = await launchBrowser();
const { states, close } = await openPageStates(server);
afterAll(async () => {
  close();
  await browser.close();
  await server.close();
});

/** As wide as the smallest phones, and as a laptop's page at 400 %. */
const narrow = { width: 320, height: 640 };

/** One person for all states of a language: each has a page of its own, and the browser's cache is warm. */
const people = new Map<string, Promise<BrowserContext>>();
async function reach({ path, locale = 'en-GB', act }: PageState): Promise<Page> {
  const person = people.get(locale) ?? newPerson(browser, { locale });
  people.set(locale, person);
  const page = await (await person).newPage();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(server.url + path, { waitUntil: 'commit' });
  await act?.(page);
  return page;
}
const stateNamed = (name: string): PageState => {
  const found = states.find((state) => state.name === name);
  if (!found) throw new Error(`no state ${name}`);
  return found;
};
/** How far the page can be scrolled sideways, px. */
const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

describe('every state of every page', () => {
  it.each(states.map((state) => [state.name, state] as const))('%s', async (_, state) => {
    const page = await reach(state);
    const found: string[] = [];
    for (const size of [sizes.desktop, sizes.phone]) {
      await page.setViewportSize(size);
      found.push(...(await violationsOf(page)).map((each) => `${size.width} px, ${each}`));
    }
    await page.setViewportSize(narrow);
    const sideways = await overflow(page);
    if (sideways > 0) found.push(`${narrow.width} px, scrolls ${sideways} px sideways`);
    await page.close();
    expect(found).toEqual([]);
  });
});

describe('with the keyboard alone', () => {
  it.each(['home', 'watch, four tiles', 'moderate, wall', 'film, before'])(
    '%s: what has the focus shows it',
    async (name) => {
      const page = await reach(stateNamed(name));
      const hidden: string[] = [];
      for (let n = 0; n < 12; n += 1) {
        await page.keyboard.press('Tab');
        const unmarked = await page.evaluate(() => {
          const focused = document.activeElement;
          if (!focused || focused === document.body) return null;
          // A control may show the focus of an element that it is drawn for, as a label does for its box.
          const isMarked = [focused, focused.closest('label'), focused.parentElement].some((each) => {
            if (!each) return false;
            const { outlineStyle, boxShadow } = getComputedStyle(each);
            return outlineStyle !== 'none' || boxShadow !== 'none';
          });
          return isMarked ? null : focused.outerHTML.slice(0, 160);
        });
        if (unmarked) hidden.push(unmarked);
      }
      await page.close();
      expect(hidden).toEqual([]);
    },
  );

  it('Escape closes a sheet and a panel, and gives the focus back', async () => {
    const page = await reach(stateNamed('watch, four tiles'));
    const opener = page.locator('.bar-help');
    await opener.focus();
    await page.keyboard.press('Enter');
    await page.locator('dialog[open]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    await until(() => opener.evaluate((button) => button === document.activeElement), 'the focus is back');
    await page.close();
  });
});

describe('with forced colours', () => {
  it.each(['home', 'watch, four tiles', 'moderate, chosen', 'film, live'])('%s: buttons keep an edge', async (name) => {
    const page = await reach(stateNamed(name));
    await page.emulateMedia({ forcedColors: 'active' });
    // Backgrounds are gone: a button with neither an edge nor text nor a picture cannot be seen.
    const unseen = await page.locator('button:visible, a.button:visible').evaluateAll((all) =>
      all
        .filter((button) => {
          const { borderTopStyle, borderTopWidth, outlineStyle } = getComputedStyle(button);
          const hasEdge = (borderTopStyle !== 'none' && borderTopWidth !== '0px') || outlineStyle !== 'none';
          return !hasEdge && !button.textContent?.trim() && !button.querySelector('svg, img, video');
        })
        .map((button) => button.outerHTML.slice(0, 160)),
    );
    await page.close();
    expect(unseen).toEqual([]);
  });
});
