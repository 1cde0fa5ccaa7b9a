import type { Page } from 'playwright-core';
import { launchBrowser, newPerson } from '../support/browser.ts';
import { framesOf, watchFrames } from '../support/watchFrames.ts';

/** One real phone and one real viewer of an event of their own. */
export type Pages = {
  /** Whether both work, and the viewer's page got frames of the phone since then (ms). */
  areWell(sinceMs: number): Promise<boolean>;
  /** What a page shows instead of the event. */
  problems(): Promise<string[]>;
  close(): Promise<void>;
};

const lookWithinMs = 2_000;
const camera = 'camera=virtual&auto=1&scene=plain&width=160&height=90&fps=5&layers=1';

export async function openPages(url: string, event: string): Promise<Pages> {
  const browser = await launchBrowser();
  const [filming, watching] = [await newPerson(browser), await newPerson(browser)];
  await watchFrames(watching);
  const phone = await filming.newPage();
  const viewer = await watching.newPage();
  await phone.goto(`${url}/e/${event}/live?${camera}`);
  await viewer.goto(`${url}/e/${event}`);

  const orIfGone = <T>(asked: Promise<T>, otherwise: T): Promise<T> =>
    Promise.race([
      asked.catch(() => otherwise),
      new Promise<T>((resolve) => setTimeout(() => resolve(otherwise), lookWithinMs)),
    ]);
  const problemOf = (page: Page) =>
    page.evaluate(() => document.querySelector('.trouble h1, main[data-status="refused"] h2')?.textContent ?? null);
  return {
    async areWell(sinceMs) {
      const isLive = await orIfGone(phone.locator('main[data-status="live"]').count(), 0);
      const [one, origin] = await orIfGone(
        Promise.all([framesOf(viewer), viewer.evaluate(() => performance.timeOrigin)]),
        [{}, 0] as const,
      );
      const newest = Math.max(0, ...Object.values(one).map(({ lastAt }) => origin + lastAt));
      return isLive === 1 && newest > performance.timeOrigin + sinceMs;
    },
    async problems() {
      const said = await Promise.all([phone, viewer].map((page) => orIfGone(problemOf(page), null)));
      return said.flatMap((each) => each ?? []);
    },
    close: () => browser.close(),
  };
}
