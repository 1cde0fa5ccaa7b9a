import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { en } from '../../client/words/en.ts';
import type { LogEntry } from '../../shared/curationLog.ts';
import { newPerson, sizes } from '../support/browser.ts';
import { startModeratedCrowd } from '../support/moderatedCrowd.ts';
import { openSocket } from '../support/socket.ts';

const moderated = await startModeratedCrowd(5);
afterAll(() => moderated.close());
const { crowd, other, open, faceOf, becomes, press, phone, idOf } = moderated;
const { event } = crowd.opened;

describe('a moderator’s name', () => {
  it('is in the log, for the same moderator as before the name was chosen', async () => {
    const page = await open();
    const decide = async (said: string) => {
      await press(page, 'f');
      await page.locator('.toast').getByText(said).waitFor();
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

describe('the panels', () => {
  it('reports appear at once, most urgent first, with their notes; one is looked at, blacked out and dismissed', async () => {
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
    await urgent.locator('.report-face').click();
    await page.locator(`.chosen[data-chosen-id="${idOf(2)}"]`).waitFor();
    await urgent.getByRole('button', { name: /^Black out/ }).click();
    await becomes(page, 2, 'blackout');
    await urgent.getByRole('button', { name: /^Dismiss/ }).click();
    await urgent.waitFor({ state: 'detached' });
    await other.must('curate', { perspective: idOf(2), action: 'lift' });
    viewer.close();
    await page.context().close();
  });

  it('the log is live, can be filtered, undone from an entry, and saved as a file', async () => {
    const page = await open();
    await press(page, '4');
    const log = page.getByRole('complementary', { name: 'Log' });
    await other.must('curate', { perspective: idOf(4), action: 'hide', why: 'off topic' });
    const line = log.locator('.log-line').first();
    await line.getByText('Phone 5: hidden', { exact: true }).waitFor();
    await line.getByText('Ana').waitFor();
    await line.getByText('hidden: no → yes').waitFor();
    await line.getByRole('button', { name: /^Undo/ }).click();
    await becomes(page, 4, 'live');
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

  it('a message is deleted and its sender muted, and both are undone', async () => {
    const page = await open(sizes.phone);
    const viewer = await openSocket(crowd.server.url, 'viewer', { event: event.id });
    await page.getByRole('button', { name: 'Messages' }).click();
    const talk = page.getByRole('complementary', { name: 'Messages' });
    await viewer.must('say', { text: 'buy my <b>shoes</b>', name: 'Zoe' });
    await talk.getByText('buy my <b>shoes</b>').waitFor();
    await talk.getByRole('button', { name: 'Mute Zoe for a day' }).click();
    await talk.getByRole('button', { name: 'Unmute Zoe' }).waitFor();
    expect(await viewer.ask('say', { text: 'again', name: 'Zoe' })).toMatchObject({ refusal: { code: 'muted' } });
    await talk.getByRole('button', { name: 'Unmute Zoe' }).click();
    await talk.getByRole('button', { name: 'Mute Zoe for a day' }).waitFor();
    await talk.getByRole('button', { name: 'Delete the message from Zoe' }).click();
    await viewer.nextNotice('messageDeleted');
    await talk.locator('[data-deleted="true"]').waitFor();
    viewer.close();
    await page.context().close();
  });

  it('a link with some rights opens a page with only those', async () => {
    const page = await open();
    await page.getByRole('button', { name: en.moderate.doorsNow.open }).click();
    const panel = page.getByRole('complementary', { name: 'Event' });
    await panel.getByLabel('Run the event: new cameras, rules, end').uncheck();
    await panel.getByLabel('Read the log and reports').uncheck();
    await panel.getByRole('button', { name: 'Create link' }).click();
    const link = await panel.getByLabel('Link: For another moderator').inputValue();
    expect(new URL(link).hash).toMatch(/^#token=/);
    // No code for localhost, which would be the phone itself.
    await panel.locator('details[open]').getByText('Phones cannot reach this server').waitFor();

    const guest = await (await newPerson(crowd.browser)).newPage();
    await guest.goto(link);
    await guest.locator('.wall-card').first().waitFor();
    await guest.locator('.chosen').getByRole('button', { name: /^Hide/ }).first().waitFor();
    await guest.keyboard.press('4');
    await guest.getByText('Your link does not allow you to read this.').waitFor();
    await guest.keyboard.press('1');
    expect(await guest.getByRole('radio', { name: en.moderate.doorsNames.held }).isDisabled()).toBe(true);
    await guest.context().close();
    await page.context().close();
  });

  it('the arrangement of the grid is offered to viewers and withdrawn again', async () => {
    const page = await open();
    await press(page, 'w');
    await page.locator('[data-perspective][data-picture="true"]').first().waitFor();
    await page.locator(`article[data-perspective="${idOf(4)}"] .tile-face`).click();
    await page.locator(`article[data-perspective="${idOf(4)}"][data-focused="true"]`).waitFor();
    await press(page, '1');
    const panel = page.getByRole('complementary', { name: 'Event' });
    await panel.getByRole('button', { name: 'Use the current layout' }).click();
    await panel.getByText(/^Viewers start with the layout/).waitFor();
    const viewOf = async () => (await other.must<{ event: { view: string } }>('watch', {})).event.view;
    expect(await viewOf()).toBe(`?mode=focus&focus=${idOf(4)}`);
    await panel.getByRole('button', { name: 'Remove the layout' }).click();
    await panel.getByText('Viewers start with the plain grid.').waitFor();
    expect(await viewOf()).toBe('');
    await page.context().close();
  });

  it('the event ends only after confirmation, and that can be undone', async () => {
    const page = await open();
    await press(page, '1');
    await page.getByRole('button', { name: 'End the event' }).click();
    const sure = page.getByRole('alertdialog', { name: 'End the event?' });
    await sure.getByRole('button', { name: 'End event' }).click();
    await page.locator('.panel').getByText('The event is over.').waitFor();
    expect(await phone(0).socket.nextNotice('ended')).toEqual({ why: 'closed' });
    await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: en.moderate.doorsNow.open }).waitFor();
    await page.context().close();
  });
});
