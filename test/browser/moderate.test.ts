import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { en } from '../../client/words/en.ts';
import { refusals } from '../../shared/refusals.ts';
import { addressOf, complaintsOf, launchBrowser, newPerson, type Size, sizes } from '../support/browser.ts';
import { createRig } from '../support/rig.ts';

const rig = await createRig();
const browser = await launchBrowser();
afterAll(() => browser.close());
afterEach(async () => {
  await Promise.all(browser.contexts().map((person) => person.close()));
});

async function open(path: string, size: Size = sizes.desktop, locale = 'en-GB'): Promise<Page> {
  const page = await (await newPerson(browser, { size, locale })).newPage();
  await page.goto(rig.server.url + path);
  return page;
}

const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const waiting = (page: Page) => part(page, 'Waiting');
const inside = (page: Page) => part(page, 'Perspectives');
const chosen = (page: Page) => part(page, 'Chosen perspective');

/** Both open before the phone goes live, since it is gone after 12 s without packets. */
async function openBoth(doors: 'open' | 'held', size?: Size) {
  const { event, links } = await rig.openEvent({ title: 'Fireworks', doors });
  const moderator = await open(links.moderate, size);
  const viewer = await open(links.watch);
  await moderator.getByText('No one is waiting.').waitFor();
  await viewer.getByText(en.watch.nobodyYet).waitFor();
  return { event, moderator, viewer };
}

describe('a moderator', () => {
  it('lets a held phone in, hides it and shows it again, and viewers follow', async () => {
    const { event, moderator, viewer } = await openBoth('held');
    const complaints = complaintsOf(moderator);
    const { live } = await rig.phone(event.id, 1);
    const tile = `[data-perspective="${live.perspective.id}"]`;

    await waiting(moderator).locator(`${tile}[data-effective-state="held"]`).waitFor();
    expect(await viewer.locator(tile).count()).toBe(0);

    await waiting(moderator)
      .getByRole('button', { name: en.moderate.actions.letIn('Phone 1') })
      .click();
    await viewer.locator(tile).waitFor();
    await waiting(moderator).getByText('No one is waiting.').waitFor();
    await inside(moderator).locator(tile).waitFor();

    await chosen(moderator).getByRole('button', { name: 'Hide Phone 1' }).click();
    await viewer.locator(tile).waitFor({ state: 'detached' });
    await part(moderator, 'Hidden from viewers').locator(`${tile}[data-effective-state="hidden"]`).waitFor();

    await chosen(moderator).getByRole('button', { name: 'Show Phone 1 again' }).click();
    await viewer.locator(tile).waitFor();
    expect(complaints).toEqual([]);
  });

  it('removes a perspective only after confirmation, and notifies the phone; a removed one can be let back', async () => {
    const { event, moderator, viewer } = await openBoth('open', sizes.phone);
    const { live, socket } = await rig.phone(event.id, 2);
    const tile = `[data-perspective="${live.perspective.id}"]`;
    await viewer.locator(tile).waitFor();
    await inside(moderator)
      .getByRole('button', { name: /Phone 2/ })
      .click();
    const remove = chosen(moderator).getByRole('button', { name: 'Remove Phone 2' });
    const sure = moderator.getByRole('alertdialog', { name: 'Remove Phone 2?' });

    await remove.click();
    await sure.getByRole('button', { name: 'Keep' }).click();
    await sure.waitFor({ state: 'detached' });
    expect(await viewer.locator(tile).count()).toBe(1);

    await remove.click();
    await sure.getByRole('button', { name: 'Remove' }).click();
    expect(await socket.nextNotice('ended')).toEqual({ why: 'removed' });
    await viewer.locator(tile).waitFor({ state: 'detached' });
    await moderator.getByText('Nothing to show yet.').waitFor();
    await part(moderator, en.moderate.sections.out).locator(`${tile}[data-effective-state="removed"]`).waitFor();
    await chosen(moderator).getByRole('button', { name: 'Show Phone 2 again' }).click();
    await part(moderator, en.moderate.sections.out).waitFor({ state: 'detached' });
  });

  it('changes the doors for newcomers, on a tablet', async () => {
    const { event, moderator, viewer } = await openBoth('open', sizes.tablet);
    await moderator.getByRole('button', { name: en.moderate.doorsNow.open }).click();
    await moderator.getByRole('radio', { name: en.moderate.doorsNames.held }).check();
    await moderator.getByText(en.moderate.doorsHints.held).waitFor();
    await moderator.getByRole('button', { name: en.moderate.doorsNow.held }).waitFor();
    const { live } = await rig.phone(event.id, 3);
    await waiting(moderator).locator(`[data-perspective="${live.perspective.id}"]`).waitFor();
    expect(await viewer.locator(`[data-perspective="${live.perspective.id}"]`).count()).toBe(0);
  });
});

describe('the moderators’ page', () => {
  it('says what is wrong with a link that lacks its token or has a wrong one', async () => {
    const { links } = await rig.openEvent();
    const bare = await open(links.moderate.split('#')[0] ?? '');
    await bare.getByRole('heading', { name: refusals.tokenMissing.en[0] }).waitFor();
    const wrong = await open(links.moderate.replace('token=', 'token=x'), sizes.phone, 'fr-FR');
    await wrong.getByRole('heading', { name: refusals.tokenInvalid.fr[0] }).waitFor();
  });

  it('keeps the token in the fragment: no requested address contains it, and a reload works', async () => {
    const { links, token } = await rig.openEvent({ title: 'Kept' });
    const page = await (await newPerson(browser)).newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('websocket', (socket) => asked.push(socket.url()));
    await page.goto(rig.server.url + links.moderate);
    await page.getByText('No one is waiting.').waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Kept' }).waitFor();
    expect((await addressOf(page)).hash).toBe(`#token=${token}`);
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.filter((url) => url.includes(token))).toEqual([]);
  });

  it('goes on with the new link once all links are replaced; others are signed out with the reason', async () => {
    const { event, links, token } = await rig.openEvent({ title: 'Rotated' });
    const mine = await open(links.moderate);
    const own = { ...event, openedAt: Date.now(), moderate: links.moderate };
    await mine.evaluate((known) => localStorage.setItem('polyscope.ownEvents', JSON.stringify([known])), own);
    const other = await open(links.moderate, sizes.phone);
    await other.getByText('No one is waiting.').waitFor();
    await mine.getByRole('button', { name: en.moderate.doorsNow.open }).click();
    await mine.getByRole('button', { name: 'Replace all moderators’ links' }).click();
    const sure = mine.getByRole('alertdialog', { name: 'Replace all moderators’ links?' });
    await sure.getByRole('button', { name: 'Replace' }).click();
    await other.getByRole('heading', { name: 'This link has been replaced' }).waitFor();
    await mine.getByText('All moderators’ links are replaced.').waitFor();
    await mine.waitForFunction((old) => !location.hash.includes(old), token);
    // The list of events on this device has the new link, too.
    const kept = await mine.evaluate(() => localStorage.getItem('polyscope.ownEvents') ?? '');
    expect(kept).not.toContain(token);
    expect(kept).toContain((await addressOf(mine)).hash);
    await mine.getByRole('radio', { name: en.moderate.doorsNames.held }).check();
    await mine.getByRole('button', { name: en.moderate.doorsNow.held }).waitFor();
    // After a reload the new link works, and the old one does not.
    await mine.reload();
    await mine.getByRole('heading', { name: 'Rotated' }).waitFor();
    await mine.getByRole('button', { name: en.moderate.doorsNow.held }).waitFor();
    await other.reload();
    await other.getByRole('heading', { name: 'This link has been replaced.' }).waitFor();
  });
});
