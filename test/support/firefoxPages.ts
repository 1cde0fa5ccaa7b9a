import type { Browser, Page } from 'puppeteer-core';
import { sizes } from './browser.ts';
import { until } from './evening.ts';
import { type FirefoxPerson, newFirefoxPerson } from './firefox.ts';
import { frameFollowing } from './watchFrames.ts';

/** Remembers the page's media connections, as `watchConnections` does. */
const connectionFollowing = `{
  const Original = RTCPeerConnection;
  window.__connections = [];
  window.RTCPeerConnection = class extends Original {
    constructor(configuration) {
      super(configuration);
      window.__connections.push(this);
    }
  };
}`;

/** Opens pages in Firefox, each of a person of its own whose frames and connections are followed. */
export function firefoxPages(browser: Browser) {
  const people: FirefoxPerson[] = [];
  return {
    async open(url: string, size: keyof typeof sizes = 'desktop'): Promise<Page> {
      const person = await newFirefoxPerson(browser, { size: sizes[size] });
      people.push(person);
      await person.page.evaluateOnNewDocument(frameFollowing);
      await person.page.evaluateOnNewDocument(connectionFollowing);
      await person.page.goto(url);
      return person.page;
    },
    /** Errors of all pages so far. */
    complaints: () => people.flatMap(({ complaints }) => complaints),
    async closeAll(): Promise<void> {
      for (const { context } of people.splice(0)) await context.close();
    },
  };
}

/** Clicks as scripts do, whatever is above the element: it waits until there is one. */
export async function press(page: Page, selector: string): Promise<void> {
  await page.waitForSelector(selector);
  await page.$eval(selector, (element) => (element as HTMLElement).click());
}

export const countOf = (page: Page, selector: string): Promise<number> => page.$$eval(selector, (all) => all.length);

/** Ids of the tiles on the page. */
export const tilesOf = (page: Page): Promise<string[]> =>
  page.$$eval('.grid [data-perspective]', (all) => all.map((each) => each.getAttribute('data-perspective') ?? ''));

/** Waits until exactly this many tiles are there, live, and have new frames. */
export async function tilesMove(page: Page, count: number): Promise<void> {
  const framesOf = () =>
    page.evaluate(() =>
      Object.fromEntries(Object.entries(window.__frames ?? {}).map(([id, { count }]) => [id, count])),
    );
  const before = await framesOf();
  await until(async () => {
    const [ids, now] = [await tilesOf(page), await framesOf()];
    return ids.length === count && ids.every((id) => (now[id] ?? 0) > (before[id] ?? 0) + 3);
  }, `${count} tiles move`);
}

/** Bytes of sound that this page has sent. */
export const soundSent = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    let sum = 0;
    for (const connection of window.__connections ?? []) {
      if (connection.connectionState === 'closed') continue;
      for (const entry of (await connection.getStats()).values()) {
        if (entry.type === 'outbound-rtp' && entry.kind === 'audio') sum += entry.bytesSent;
      }
    }
    return sum;
  });
