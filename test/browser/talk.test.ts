import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { complaintsOf } from '../support/browser.ts';
import { type Evening, startEvening, until } from '../support/evening.ts';
import { openSocket } from '../support/socket.ts';

let evening: Evening;
beforeAll(async () => {
  evening = await startEvening();
  await evening.phone({ seat: 0, of: 2, width: 160, height: 90, fps: 5, layers: 1, scene: 'plain' });
  await until(async () => (await evening.live()) === 1, 30_000, 'a phone is live');
});
afterAll(() => evening.close());

describe('those who watch take part', () => {
  it('speak to each other, and what they write is text and nothing else', async () => {
    const [ann, bob] = [await evening.viewer(), await evening.viewer()];
    const complaints = complaintsOf(bob);
    await bob.locator('[data-picture="true"]').waitFor();
    await ann.keyboard.press('c');
    await ann.getByLabel('Your name, if you like').fill('<img src=x onerror=alert(1)>');
    await ann.getByLabel('Say something').fill('<b>Look</b> at https://example.org/a?b=1 !');
    await ann.keyboard.press('Enter');
    await ann.locator('.talk-line').waitFor();
    await bob.getByRole('button', { name: 'Conversation, 1 new message' }).click();
    const line = bob.locator('.talk-line');
    await line.waitFor();
    expect(await line.locator('strong').textContent()).toBe('<img src=x onerror=alert(1)>');
    expect(await line.locator('.talk-text').textContent()).toBe('<b>Look</b> at example.org/a?b=1 !');
    const link = line.locator('a');
    expect(await link.getAttribute('href')).toBe('https://example.org/a?b=1');
    expect(await link.getAttribute('rel')).toContain('noopener');
    expect(await bob.locator('.talk-panel :is(b, img)').count()).toBe(0);
    // More than one link is refused, in words.
    await bob.getByLabel('Say something').fill('https://a.example/1 https://b.example/2');
    await bob.keyboard.press('Enter');
    await bob.locator('.talk-write [role="alert"]').waitFor();
    expect(complaints).toEqual([]);
    for (const page of [ann, bob]) await page.context().close();
  });

  it('react, and everybody sees it float for a moment', async () => {
    const [ann, bob] = [await evening.viewer(), await evening.viewer()];
    await bob.locator('[data-picture="true"]').waitFor();
    await ann.keyboard.press('c');
    await ann.getByRole('button', { name: 'React with fire' }).click();
    await bob.locator('.talk-floating [data-reaction="fire"]').waitFor({ state: 'attached', timeout: 5_000 });
    await until(async () => (await bob.locator('.talk-floating > span').count()) === 0, 6_000, 'it is gone again');
    for (const page of [ann, bob]) await page.context().close();
  });

  it('report a perspective once', async () => {
    const ann = await evening.viewer();
    const report = async () => {
      await ann.locator('[data-perspective]').hover();
      await ann.locator('.tile-report').click();
      await ann.getByLabel('It shows somebody who does not want it').check();
      await ann.getByRole('button', { name: 'Report', exact: true }).click();
    };
    await ann.locator('[data-picture="true"]').waitFor();
    await report();
    await ann.locator('.report [role="status"]').waitFor();
    await ann.getByRole('button', { name: 'Close' }).last().click();
    await report();
    await ann.locator('.report [role="alert"], .report [role="status"]').waitFor();
    await ann.context().close();
  });

  it('begin with the view that moderators offer, and leave it as they like', async () => {
    const { event, token } = evening.opened;
    const moderator = await openSocket(evening.server.url, 'moderator', { event: event.id, token });
    await moderator.must('offerView', { view: '?mode=focus' });
    const ann = await evening.viewer();
    await ann.locator('.watch-offered').waitFor();
    expect(new URL(ann.url()).searchParams.get('mode')).toBe('focus');
    await ann.getByRole('button', { name: 'My own view' }).click();
    await ann.locator('.watch-offered').waitFor({ state: 'detached' });
    expect(new URL(ann.url()).searchParams.get('mode')).toBeNull();
    // Who comes with a view of one's own keeps it.
    const bob = await evening.viewer('?sync=live');
    await bob.locator('[data-picture="true"]').waitFor();
    expect(await bob.locator('.watch-offered').count()).toBe(0);
    for (const page of [ann, bob]) await page.context().close();
    moderator.close();
  });
});
