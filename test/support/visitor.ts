import type { Browser, BrowserContext, Page } from 'playwright-core';
import { newPerson } from './browser.ts';
import type { PageState } from './pageStates.ts';

/** Leads to states of pages: one person for all of a language, so that the cache is warm, and a page for each state. */
export function createVisitor(browser: Browser, url: string): (state: PageState) => Promise<Page> {
  const people = new Map<string, Promise<BrowserContext>>();
  return async ({ path, locale = 'en-GB', without, before, act }) => {
    const person = people.get(locale) ?? newPerson(browser, { locale });
    people.set(locale, person);
    const page = await (await person).newPage();
    if (without) await page.route(without, (route) => route.abort());
    if (before) await page.addInitScript(before);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(url + path, { waitUntil: 'commit' });
    await act?.(page);
    return page;
  };
}
