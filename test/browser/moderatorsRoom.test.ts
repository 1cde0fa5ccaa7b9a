import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import type { LogEntry } from '../../shared/curationLog.ts';
import { complaintsOf, newPerson, sizes } from '../support/browser.ts';
import { type CrowdPhone, startCrowd } from '../support/crowd.ts';
import { until } from '../support/evening.ts';
import { openSocket } from '../support/socket.ts';

const crowd = await startCrowd(5);
const { event, token, links } = crowd.opened;
const other = await openSocket(crowd.server.url, 'moderator', { event: event.id, token, name: 'Ana' });
afterAll(async () => {
  other.close();
  await crowd.close();
});

const phone = (index: number): CrowdPhone => {
  const found = crowd.phones[index];
  if (!found) throw new Error(`no phone ${index}`);
  return found;
};
const idOf = (index: number) => phone(index).id;
const card = (page: Page, index: number) => page.locator(`[data-card="${idOf(index)}"]`);
// The notice may come before the reply; until then further keys about the same perspective are ignored.
const standing = (page: Page, index: number, is: string) =>
  page
    .locator(`[data-card="${idOf(index)}"][data-effective-state="${is}"][data-pending="false"]`)
    .waitFor({ timeout: 15_000 });
const faceOf = (page: Page, index: number) => card(page, index).locator('.card-face');
const press = (page: Page, ...keys: string[]) =>
  keys.reduce((all, key) => all.then(() => page.keyboard.press(key)), Promise.resolve());
async function open(size = sizes.desktop as { width: number; height: number }): Promise<Page> {
  const page = await (await newPerson(crowd.browser, { size })).newPage();
  await page.goto(crowd.server.url + links.moderate);
  // One of the five leaves on the way.
  await page.locator('.wall-card').nth(3).waitFor({ timeout: 20_000 });
  return page;
}

describe('the moderators’ room', () => {
  it('shows all as stills and the chosen one alone live; no still stays behind', async () => {
    const page = await (await newPerson(crowd.browser)).newPage();
    const complaints = complaintsOf(page);
    await page.addInitScript(() => {
      const kept = new Set<string>();
      let made = 0;
      const { createObjectURL, revokeObjectURL } = URL;
      URL.createObjectURL = (object) => {
        const address = createObjectURL.call(URL, object);
        kept.add(address);
        made += 1;
        return address;
      };
      URL.revokeObjectURL = (address) => {
        revokeObjectURL.call(URL, address);
        kept.delete(address);
      };
      Reflect.set(window, 'addresses', { kept: () => kept.size, made: () => made });
    });
    await page.goto(crowd.server.url + links.moderate);
    await until(async () => (await page.locator('.wall-card img').count()) === 5, 20_000, 'five stills');
    await page.locator('.chosen-picture[data-live="true"]').waitFor({ timeout: 20_000 });
    expect(await page.locator('video').count()).toBe(1);
    await faceOf(page, 3).click();
    await page.locator(`.chosen[data-chosen-id="${idOf(3)}"] [data-live="true"]`).waitFor({ timeout: 20_000 });
    expect(await page.locator('video').count()).toBe(1);
    const counted = (name: 'made' | 'kept') =>
      page.evaluate((which): number => Reflect.get(window, 'addresses')[which](), name);
    await until(async () => (await counted('made')) >= 10, 20_000, 'newer stills');
    expect(await counted('kept')).toBe(5);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is run by keys: feature, hide, black out, send back, let in, undo', async () => {
    const page = await open();
    await faceOf(page, 0).click();
    await press(page, 'f');
    await page.locator(`[data-card="${idOf(0)}"][data-featured="true"][data-pending="false"]`).waitFor();
    await press(page, 'h');
    await standing(page, 0, 'hidden');
    await press(page, 'u');
    await standing(page, 0, 'live');
    // At once, without a question; not even its last picture stays.
    await press(page, 'b');
    await standing(page, 0, 'blackout');
    await page.locator('.chosen').getByText('No picture reaches anybody').waitFor();
    expect(await card(page, 0).locator('img').count()).toBe(0);
    await press(page, 'b');
    await standing(page, 0, 'live');
    await press(page, 's');
    await standing(page, 0, 'held');
    // Not while one writes.
    await press(page, 'y');
    await page.keyboard.type('sure of it');
    expect(await page.getByLabel('Why (optional)').inputValue()).toBe('sure of it');
    await press(page, 'Enter', 'Enter');
    await standing(page, 0, 'live');
    await press(page, '4');
    await page.getByRole('complementary', { name: 'Log' }).getByText('“sure of it”').waitFor();
    await press(page, 'Escape', 'j');
    await page.locator(`.wall-card[data-chosen="true"]:not([data-card="${idOf(0)}"])`).waitFor();
    await page.context().close();
  });

  it('undoes from the toast, and bans only when it is sure; who is banned can be let back', async () => {
    const page = await open(sizes.tablet);
    await faceOf(page, 1).click();
    await page.locator('.chosen').getByRole('button', { name: 'Hide Phone 2' }).click();
    await standing(page, 1, 'hidden');
    await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
    await standing(page, 1, 'live');

    await press(page, 'n');
    const sure = page.getByRole('alertdialog', { name: 'Ban Phone 2?' });
    await sure.getByRole('button', { name: 'Not allowed here' }).click();
    await sure.getByRole('button', { name: 'Ban', exact: true }).click();
    expect(await phone(1).socket.told('ended')).toEqual({ why: 'banned' });
    await standing(page, 1, 'banned');
    await faceOf(page, 1).click();
    await page.locator('.chosen').getByRole('button', { name: 'End the ban of Phone 2' }).click();
    await card(page, 1).waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('renames, groups and orders', async () => {
    const page = await open();
    await faceOf(page, 2).click();
    await press(page, 'r');
    const naming = page.getByRole('dialog', { name: 'Rename Phone 3' });
    await naming.getByLabel('Name').fill('Balcony');
    await naming.getByRole('button', { name: 'Save' }).click();
    await card(page, 2).getByText('Balcony').waitFor();
    await press(page, 'g');
    const grouping = page.getByRole('dialog', { name: 'Put Balcony in a group' });
    await grouping.getByLabel('Group').fill('North');
    await grouping.getByRole('button', { name: 'Save' }).click();
    await card(page, 2).getByText('North').waitFor();
    const cards = page.locator('[data-part="inside"] .wall-card');
    const second = await cards.nth(1).getAttribute('data-card');
    const third = await cards.nth(2).getAttribute('data-card');
    await cards.nth(2).locator('.card-face').click();
    await press(page, 'Shift+ArrowLeft');
    await until(async () => (await cards.nth(1).getAttribute('data-card')) === third, 10_000, 'the third is second');
    expect(await cards.nth(2).getAttribute('data-card')).toBe(second);
    // By hand, it goes back.
    await cards.nth(1).dragTo(cards.nth(2));
    await until(async () => (await cards.nth(2).getAttribute('data-card')) === third, 10_000, 'the second is third');
    await page.context().close();
  });
});

describe('who one is', () => {
  it('is told in the log by a chosen name, and is the same one over another connection', async () => {
    const page = await open();
    const decide = async (move: string) => {
      await press(page, 'f');
      await page.locator('.toast').getByText(move).waitFor();
      const { entries } = await other.must<{ entries: LogEntry[] }>('readLog', {});
      return entries.at(-1)?.by;
    };
    await faceOf(page, 3).click();
    const before = await decide('Phone 4: featured');
    await press(page, '1');
    await page.getByLabel('Your name in the log').fill('Bea');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('.panel').getByRole('button', { name: 'Save' }).and(page.locator(':disabled')).waitFor();
    await faceOf(page, 3).click();
    const after = await decide('Phone 4: no longer featured');
    expect(before).toMatchObject({ is: 'moderator', name: '' });
    expect(after).toEqual({ ...before, name: 'Bea' });
    await page.context().close();
  });
});

describe('two moderators at once', () => {
  it('do not trample each other: who comes second is told who was quicker, and sees what stands now', async () => {
    const page = await (await newPerson(crowd.browser)).newPage();
    // What the server tells this page waits while somebody else decides.
    const late: (string | Buffer)[] = [];
    let isLate = false;
    let give = (_: string | Buffer): void => undefined;
    await page.routeWebSocket(/socket\.io/, (socket) => {
      const server = socket.connectToServer();
      give = (message) => socket.send(message);
      server.onMessage((message) => (isLate ? void late.push(message) : socket.send(message)));
    });
    await page.goto(crowd.server.url + links.moderate);
    await faceOf(page, 3).click();
    const feature = page.locator('.chosen').getByRole('button', { name: 'Feature Phone 4' });
    await feature.waitFor();
    isLate = true;
    await other.must('curate', { perspective: idOf(3), action: 'hide' });
    await feature.click();
    await until(() => late.some((message) => String(message).includes('changedSince')), 10_000, 'it is refused');
    isLate = false;
    for (const message of late) give(message);
    const toast = page.locator('.toast[data-refused="true"]');
    await toast.getByText('Ana changed this in the meantime (Phone 4: hidden).').waitFor();
    await standing(page, 3, 'hidden');
    expect(await page.locator(`[data-card="${idOf(3)}"]`).getAttribute('data-featured')).toBe('false');
    await other.must('curate', { perspective: idOf(3), action: 'show' });
    await page.context().close();
  });
});

describe('the panels', () => {
  it('reports come at once, most urgent first, with what was noted; black out and dismiss', async () => {
    const page = await open();
    const viewer = await openSocket(crowd.server.url, 'viewer', { event: event.id });
    await viewer.must('report', { perspective: idOf(4), reason: 'spam' });
    await viewer.must('report', { perspective: idOf(2), reason: 'danger', note: 'somebody fell' });
    await page.locator('[data-tab="reports"] b').getByText('2').waitFor();
    await press(page, '2');
    const reports = page.getByRole('complementary', { name: 'Reports' });
    await reports.getByText('somebody fell').waitFor();
    expect(await reports.locator('.report-card').first().getAttribute('data-report')).toBe(idOf(2));
    const urgent = reports.locator(`[data-report="${idOf(2)}"]`);
    await urgent.getByRole('button', { name: /^Black out/ }).click();
    await standing(page, 2, 'blackout');
    await urgent.getByRole('button', { name: /^Dismiss/ }).click();
    await urgent.waitFor({ state: 'detached' });
    await other.must('curate', { perspective: idOf(2), action: 'lift' });
    viewer.close();
    await page.context().close();
  });

  it('the log is live, filtered, undone from a line, and kept as a file', async () => {
    const page = await open();
    await press(page, '4');
    const log = page.getByRole('complementary', { name: 'Log' });
    await other.must('curate', { perspective: idOf(4), action: 'hide', why: 'off topic' });
    const line = log.locator('.log-line').first();
    await line.getByText('Phone 5: hidden', { exact: true }).waitFor();
    await line.getByText('Ana').waitFor();
    await line.getByText('hidden: no → yes').waitFor();
    await line.getByRole('button', { name: /^Take back/ }).click();
    await standing(page, 4, 'live');
    await log.locator('.log-line[data-undone="true"]').first().waitFor();
    await log.getByLabel('What').selectOption('hide');
    await log.getByLabel('About').selectOption(idOf(4));
    const lines = await log.locator('.log-line').count();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      log.getByRole('button', { name: 'Save as JSON' }).click(),
    ]);
    const saved = JSON.parse(await readFile(await file.path(), 'utf8'));
    expect(saved.event).toBe(event.id);
    expect(saved.entries).toHaveLength(lines);
    expect(saved.entries.at(-1)).toMatchObject({ act: 'hide', why: 'off topic', by: { name: 'Ana' } });
    await page.context().close();
  });

  it('what is said is deleted and its sender muted, and both are taken back', async () => {
    const page = await open(sizes.phone);
    const viewer = await openSocket(crowd.server.url, 'viewer', { event: event.id });
    await page.getByRole('button', { name: 'Talk' }).click();
    const talk = page.getByRole('complementary', { name: 'Talk' });
    await viewer.must('say', { text: 'buy my <b>shoes</b>', name: 'Zoe' });
    await talk.getByText('buy my <b>shoes</b>').waitFor();
    await talk.getByRole('button', { name: 'Mute Zoe for a day' }).click();
    await talk.getByRole('button', { name: 'Let Zoe speak again' }).waitFor();
    expect(await viewer.ask('say', { text: 'again', name: 'Zoe' })).toMatchObject({ refusal: { code: 'muted' } });
    await talk.getByRole('button', { name: 'Let Zoe speak again' }).click();
    await talk.getByRole('button', { name: 'Mute Zoe for a day' }).waitFor();
    await talk.getByRole('button', { name: 'Delete the message of Zoe' }).click();
    await viewer.told('messageDeleted');
    await talk.locator('[data-deleted="true"]').waitFor();
    viewer.close();
    await page.context().close();
  });

  it('a link with some rights opens a room with those alone', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Doors open' }).click();
    const panel = page.getByRole('complementary', { name: 'Event' });
    await panel.getByLabel('Run the event: doors, rules, end').uncheck();
    await panel.getByLabel('Read the log and reports').uncheck();
    await panel.getByRole('button', { name: 'Make a link' }).click();
    const link = await panel.getByLabel('Link: For another moderator').inputValue();
    expect(new URL(link).hash).toMatch(/^#token=/);
    // A code of this server would lead a phone to itself.
    await panel.locator('details[open]').getByText('Phones cannot reach this server').waitFor();

    const guest = await (await newPerson(crowd.browser)).newPage();
    await guest.goto(link);
    await guest.locator('.wall-card').first().waitFor({ timeout: 20_000 });
    await guest.locator('.chosen').getByRole('button', { name: /^Hide/ }).first().waitFor();
    await guest.keyboard.press('4');
    await guest.getByText('Your link does not let you read the log.').waitFor();
    await guest.keyboard.press('1');
    expect(await guest.getByRole('radio', { name: 'Held' }).isDisabled()).toBe(true);
    await guest.context().close();
    await page.context().close();
  });

  it('the arrangement of the grid is offered to viewers, and withdrawn', async () => {
    const page = await open();
    await press(page, 'w');
    await page.locator('[data-perspective][data-picture="true"]').first().waitFor({ timeout: 20_000 });
    await page.locator(`article[data-perspective="${idOf(4)}"] .tile-face`).click();
    await page.locator(`article[data-perspective="${idOf(4)}"][data-focused="true"]`).waitFor();
    await press(page, '1');
    const panel = page.getByRole('complementary', { name: 'Event' });
    await panel.getByRole('button', { name: 'Offer the arrangement of the grid' }).click();
    await panel.getByText(/^An arrangement is offered/).waitFor();
    const viewOf = async () => (await other.must<{ event: { view: string } }>('watch', {})).event.view;
    expect(await viewOf()).toBe(`?mode=focus&focus=${idOf(4)}`);
    await panel.getByRole('button', { name: 'Offer none' }).click();
    await panel.getByText('Viewers begin with all alike.').waitFor();
    expect(await viewOf()).toBe('');
    await page.context().close();
  });

  it('the event ends only when it is sure, and that can be taken back', async () => {
    const page = await open();
    await press(page, '1');
    await page.getByRole('button', { name: 'End the event' }).click();
    const sure = page.getByRole('alertdialog', { name: 'End the event?' });
    await sure.getByRole('button', { name: 'End it' }).click();
    await page.locator('.panel').getByText('The event is over.').waitFor();
    expect(await phone(0).socket.told('ended')).toEqual({ why: 'closed' });
    await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Doors open' }).waitFor();
    await page.context().close();
  });
});
