import { afterAll, describe, expect, it } from 'vitest';
import { complaintsOf, newPerson, sizes } from '../support/browser.ts';
import { until } from '../support/evening.ts';
import { startModeratedCrowd } from '../support/moderatedCrowd.ts';

const moderated = await startModeratedCrowd(5);
afterAll(() => moderated.close());
const { crowd, other, open, card, faceOf, becomes, press, phone, idOf } = moderated;
const { links } = crowd.opened;

describe('the moderators’ wall', () => {
  it('shows stills of all and live media of the chosen one; old stills are released', async () => {
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
    await until(async () => (await page.locator('.wall-card img').count()) === 5, 'five stills');
    await page.locator('.chosen-picture[data-live="true"]').waitFor();
    expect(await page.locator('video').count()).toBe(1);
    await faceOf(page, 3).click();
    await page.locator(`.chosen[data-chosen-id="${idOf(3)}"] [data-live="true"]`).waitFor();
    expect(await page.locator('video').count()).toBe(1);
    const counted = (name: 'made' | 'kept') =>
      page.evaluate((which): number => Reflect.get(window, 'addresses')[which](), name);
    await until(async () => (await counted('made')) >= 10, 'newer stills');
    expect(await counted('kept')).toBe(5);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('can be used by keys: feature, hide, black out, send back, let in, undo', async () => {
    const page = await open();
    await faceOf(page, 0).click();
    await press(page, 'f');
    await page.locator(`[data-card="${idOf(0)}"][data-featured="true"][data-pending="false"]`).waitFor();
    await press(page, 'h');
    await becomes(page, 0, 'hidden');
    await press(page, 'u');
    await becomes(page, 0, 'live');
    // At once, without confirmation, and its last picture goes, too.
    await press(page, 'b');
    await becomes(page, 0, 'blackout');
    await page.locator('.chosen').getByText('No one sees this picture').waitFor();
    expect(await card(page, 0).locator('img').count()).toBe(0);
    await press(page, 'b');
    await becomes(page, 0, 'live');
    await press(page, 's');
    await becomes(page, 0, 'held');
    // Keys do nothing while a text field has the focus.
    await press(page, 'y');
    await page.keyboard.type('sure of it');
    expect(await page.getByLabel('Why (optional)').inputValue()).toBe('sure of it');
    await press(page, 'Enter', 'Enter');
    await becomes(page, 0, 'live');
    await press(page, '4');
    await page.getByRole('complementary', { name: 'Log' }).getByText('“sure of it”').waitFor();
    await press(page, 'Escape', 'j');
    await page.locator(`.wall-card[data-chosen="true"]:not([data-card="${idOf(0)}"])`).waitFor();
    await page.context().close();
  });

  it('undoes from the toast, and bans only after confirmation; a ban can be ended', async () => {
    const page = await open(sizes.tablet);
    await faceOf(page, 1).click();
    await page.locator('.chosen').getByRole('button', { name: 'Hide Phone 2' }).click();
    await becomes(page, 1, 'hidden');
    await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
    await becomes(page, 1, 'live');

    await press(page, 'n');
    const sure = page.getByRole('alertdialog', { name: 'Ban Phone 2?' });
    await sure.getByRole('button', { name: 'Not allowed here' }).click();
    await sure.getByRole('button', { name: 'Ban', exact: true }).click();
    expect(await phone(1).socket.nextNotice('ended')).toEqual({ why: 'banned' });
    await becomes(page, 1, 'banned');
    await faceOf(page, 1).click();
    await page.locator('.chosen').getByRole('button', { name: 'End ban of Phone 2' }).click();
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
    await until(async () => (await cards.nth(1).getAttribute('data-card')) === third, 'the third is second');
    expect(await cards.nth(2).getAttribute('data-card')).toBe(second);
    // Dragging moves it back.
    await cards.nth(1).dragTo(cards.nth(2));
    await until(async () => (await cards.nth(2).getAttribute('data-card')) === third, 'the second is third');
    await page.context().close();
  });
});

describe('two moderators at once', () => {
  it('do not overwrite each other: the later one learns who was faster, and sees the current state', async () => {
    const page = await (await newPerson(crowd.browser)).newPage();
    // Messages to this page are held back while somebody else decides.
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
    await until(() => late.some((message) => String(message).includes('changedSince')), 'it is refused');
    isLate = false;
    for (const message of late) give(message);
    const toast = page.locator('.toast[data-refused="true"]');
    await toast.getByText('Ana changed this in the meantime (Phone 4: hidden).').waitFor();
    await becomes(page, 3, 'hidden');
    expect(await page.locator(`[data-card="${idOf(3)}"]`).getAttribute('data-featured')).toBe('false');
    await other.must('curate', { perspective: idOf(3), action: 'show' });
    await page.context().close();
  });
});
