import type { Locator, Page } from 'playwright-core';
import { newPerson, type Size, sizes } from './browser.ts';
import { type Crowd, type CrowdPhone, startCrowd } from './crowd.ts';
import { openSocket, type RawSocket } from './socket.ts';

/** An event with phones, moderators' pages on it, and another moderator, Ana, who has no page. */
export type ModeratedCrowd = {
  crowd: Crowd;
  other: RawSocket;
  phone(index: number): CrowdPhone;
  idOf(index: number): string;
  /** A moderator's page, once its wall has cards. */
  open(size?: Size): Promise<Page>;
  card(page: Page, index: number): Locator;
  faceOf(page: Page, index: number): Locator;
  /** Waits until the page shows a perspective in this effective state. */
  becomes(page: Page, index: number, state: string): Promise<void>;
  press(page: Page, ...keys: string[]): Promise<void>;
  close(): Promise<void>;
};

export async function startModeratedCrowd(count: number): Promise<ModeratedCrowd> {
  const crowd = await startCrowd(count);
  const { event, token, links } = crowd.opened;
  const other = await openSocket(crowd.server.url, 'moderator', { event: event.id, token, name: 'Ana' });
  const phone = (index: number): CrowdPhone => {
    const found = crowd.phones[index];
    if (!found) throw new Error(`no phone ${index}`);
    return found;
  };
  const card = (page: Page, index: number) => page.locator(`[data-card="${phone(index).id}"]`);
  return {
    crowd,
    other,
    phone,
    idOf: (index) => phone(index).id,
    async open(size = sizes.desktop) {
      const page = await (await newPerson(crowd.browser, { size })).newPage();
      await page.goto(crowd.server.url + links.moderate);
      // A test may have sent one of them away.
      await page
        .locator('.wall-card')
        .nth(count - 2)
        .waitFor();
      return page;
    },
    card,
    faceOf: (page, index) => card(page, index).locator('.card-face'),
    // The notice may come before the reply; until then further keys about the same perspective are ignored.
    becomes: (page, index, state) =>
      page.locator(`[data-card="${phone(index).id}"][data-effective-state="${state}"][data-pending="false"]`).waitFor(),
    async press(page, ...keys) {
      for (const key of keys) await page.keyboard.press(key);
    },
    async close() {
      other.close();
      await crowd.close();
    },
  };
}
