import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { violationsOf } from '../support/axe.ts';
import { launchBrowser, type Size, sizes } from '../support/browser.ts';
import { until } from '../support/evening.ts';
import { misfitsAt } from '../support/misfits.ts';
import { openPageStates, type PageState } from '../support/pageStates.ts';
import { startServer } from '../support/server.ts';
import { createVisitor } from '../support/visitor.ts';

const server = await startServer({ isPlain: 'both', env: { RATE_SCALE: '100' } });
const browser = await launchBrowser();
const { states, close } = await openPageStates(server);
afterAll(async () => {
  close();
  await browser.close();
  await server.close();
});

/** As wide as the smallest phones; a laptop's page at 200 %. */
const tight = [
  { width: 320, height: 640 },
  { width: 720, height: 450 },
];

const reach = createVisitor(browser, server.url);
const stateNamed = (name: string): PageState => {
  const found = states.find((state) => state.name === name);
  if (!found) throw new Error(`no state ${name}`);
  return found;
};
describe.concurrent('every state of every page', () => {
  it.each(states.map((state) => [state.name, state] as const))('%s', async (_, state) => {
    const page = await reach(state);
    const found: string[] = [];
    // Filming is done with phones.
    const audited: Size[] = state.name.startsWith('film') ? [sizes.phone] : [sizes.desktop, sizes.phone];
    for (const size of [...audited, ...tight]) {
      const faults = await misfitsAt(page, size);
      if (audited.includes(size)) faults.push(...(await violationsOf(page)));
      found.push(...faults.map((each) => `${size.width} px, ${each}`));
    }
    await page.close();
    expect(found).toEqual([]);
  });
});

/** Styles are set by script: the page's policy refuses them in HTML. */
const breakPage = (page: Page, styles: Record<string, string>) =>
  page.evaluate((styles) => {
    const broken = document.createElement('p');
    broken.textContent = 'Broken';
    Object.assign(broken.style, styles);
    document.querySelector('main')?.append(broken);
  }, styles);

it('a fault of each kind would be found', async () => {
  const page = await reach(stateNamed('no such page'));
  await page.evaluate(() => {
    document
      .querySelector('main')
      ?.insertAdjacentHTML(
        'afterbegin',
        `<button aria-label="Other">Name</button><a href="/"></a><img src="/icon.svg">`,
      );
  });
  await breakPage(page, { color: '#777', background: '#888' });
  const found = (await violationsOf(page)).join('\n');
  for (const rule of ['label-content-name-mismatch', 'link-name', 'image-alt', 'color-contrast']) {
    expect(found).toContain(rule);
  }
  expect(await misfitsAt(page, sizes.phone)).toEqual([]);
  await breakPage(page, { width: '3000px' });
  await breakPage(page, { position: 'fixed', inset: '0', zIndex: '9999' });
  const misfits = (await misfitsAt(page, sizes.phone)).join('\n');
  for (const fault of ['sideways', 'is under']) expect(misfits).toContain(fault);
  await page.close();
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
          const own = getComputedStyle(focused);
          let isMarked = own.boxShadow !== 'none';
          // A card may show the focus of its link, as a label does for its box.
          for (let each: Element | null = focused; each && !isMarked; each = each.parentElement) {
            isMarked = getComputedStyle(each).outlineStyle !== 'none';
          }
          return isMarked ? null : focused.outerHTML.slice(0, 160);
        });
        if (unmarked) hidden.push(unmarked);
      }
      await page.close();
      expect(hidden).toEqual([]);
    },
  );

  it.each([
    ['watch, four tiles', '.bar-help', 'dialog[open]'],
    ['watch, four tiles', '.bar-tool[aria-keyshortcuts="C"]', 'aside.talk-panel'],
    ['home', '.hero button', 'dialog[open]'],
    ['film, before', '.film-top > .film-tool:last-child', 'dialog[open]'],
    ['moderate, wall', '.moderate-help', 'dialog[open]'],
    ['moderate, wall', '[data-tab="log"]', 'aside.panel'],
  ])('%s: Escape closes what %s opens, and gives the focus back', async (name, button, opened) => {
    const page = await reach(stateNamed(name));
    const opener = page.locator(button).first();
    await opener.focus();
    await page.keyboard.press('Enter');
    await page.locator(opened).waitFor();
    await until(
      () => page.locator(opened).evaluate((sheet) => sheet.contains(document.activeElement)),
      'the focus is inside',
    );
    await page.keyboard.press('Escape');
    await page.locator(opened).waitFor({ state: 'detached' });
    await until(() => opener.evaluate((each) => each === document.activeElement), 'the focus is back');
    await page.close();
  });
});

describe('with forced colours', () => {
  it.each(['home', 'watch, four tiles', 'moderate, chosen', 'film, live'])('%s: buttons keep an edge', async (name) => {
    const page = await reach(stateNamed(name));
    await page.emulateMedia({ forcedColors: 'active' });
    // Backgrounds are gone: a button with neither an edge nor text nor a picture cannot be seen. A tile's is its picture.
    const unseen = await page.locator('button:not(.tile-face):visible, a.button:visible').evaluateAll((all) =>
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
