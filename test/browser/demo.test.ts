import { afterAll, describe, expect, it } from 'vitest';
import { complaintsOf, newPerson } from '../support/browser.ts';
import { startEvening, until } from '../support/evening.ts';
import { framesOf, watchFrames } from '../support/watchFrames.ts';

const evening = await startEvening();
afterAll(() => evening.close());

describe('the demo', () => {
  it('needs no phone: its cameras are moving tiles, and their number follows the page', async () => {
    const person = await newPerson(evening.browser);
    await watchFrames(person);
    const page = await person.newPage();
    const complaints = complaintsOf(page);
    await page.goto(`${evening.server.url}/demo?cameras=2`);
    const moving = async () => Object.values(await framesOf(page)).filter(({ count }) => count > 5).length;
    await until(async () => (await moving()) === 2, 30_000, 'two tiles move');
    await page.getByRole('button', { name: 'One camera more' }).click();
    await until(async () => (await moving()) === 3, 30_000, 'a third one moves');
    expect(new URL(page.url()).searchParams.get('cameras')).toBe('3');
    await page.getByRole('button', { name: 'One camera less' }).click();
    await until(async () => (await page.locator('[data-perspective]').count()) === 2, 20_000, 'two tiles are left');
    expect(complaints).toEqual([]);
  });
});
