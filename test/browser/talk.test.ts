import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../client/words/en.ts';
import { addressOf, complaintsOf } from '../support/browser.ts';
import { type Evening, startEvening, until } from '../support/evening.ts';
import { openSocket } from '../support/socket.ts';

let evening: Evening;
beforeAll(async () => {
  evening = await startEvening();
  await evening.phone({ seat: 0, of: 2, width: 160, height: 90, fps: 5, layers: 1, scene: 'plain' });
  await until(async () => (await evening.live()) === 1, 'a phone is live');
});
afterAll(() => evening.close());

describe('viewers take part', () => {
  it('write to each other, and what they write is shown as plain text', async () => {
    const [ann, bob] = [await evening.viewer(), await evening.viewer()];
    const complaints = complaintsOf(bob);
    await bob.locator('[data-picture="true"]').waitFor();
    await ann.keyboard.press('c');
    await ann.getByLabel(en.talk.name).fill('<img src=x onerror=alert(1)>');
    await ann.getByLabel(en.talk.write).fill('<b>Look</b> at https://example.org/a?b=1 !');
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
    // A message with more than one link is refused.
    await bob.getByLabel(en.talk.write).fill('https://a.example/1 https://b.example/2');
    await bob.keyboard.press('Enter');
    await bob.locator('.talk-write [role="alert"]').waitFor();
    expect(await line.count()).toBe(1);
    expect(complaints).toEqual([]);
    for (const page of [ann, bob]) await page.context().close();
  });

  it('write about a perspective, and readers open it with a tap', async () => {
    const [ann, bob] = [await evening.viewer(), await evening.viewer()];
    for (const page of [ann, bob]) await page.locator('[data-picture="true"]').waitFor();
    await ann.locator('.tile-face').click();
    await ann.keyboard.press('c');
    await ann.locator('.talk-of input').check();
    await ann.getByLabel(en.talk.write).fill('Look at her hands');
    await ann.keyboard.press('Enter');
    await bob.keyboard.press('c');
    const line = bob.locator('.talk-line', { hasText: 'Look at her hands' });
    expect(await bob.locator('[data-perspective]').getAttribute('data-focused')).toBe('false');
    await line.locator('.talk-about').click();
    await bob.locator('[data-perspective][data-focused="true"]').waitFor();
    await bob.keyboard.press('Escape');
    await bob.locator('.talk-panel').waitFor({ state: 'detached' });
    for (const page of [ann, bob]) await page.context().close();
  });

  it.each([
    ['a desktop', { width: 1440, height: 900 }],
    ['a tablet', { width: 820, height: 1180 }],
    ['a phone', { width: 390, height: 844 }],
  ])('beside the pictures on %s, none of which is covered', async (_, size) => {
    const page = await evening.viewer();
    await page.setViewportSize(size);
    await page.locator('[data-picture="true"]').waitFor();
    await page.keyboard.press('c');
    await page.locator('.talk-panel').waitFor();
    const overlaps = async () => {
      const [tile, panel] = await Promise.all(
        ['[data-perspective]', '.talk-panel'].map((each) => page.locator(each).boundingBox()),
      );
      if (!tile || !panel) return null;
      const isBeside = tile.x + tile.width <= panel.x || panel.x + panel.width <= tile.x;
      return !isBeside && tile.y < panel.y + panel.height && panel.y < tile.y + tile.height;
    };
    // It slides in.
    await expect.poll(overlaps).toBe(false);
    await page.context().close();
  });

  it('wait in slow mode, and see how long', async () => {
    const { event, token } = evening.opened;
    const moderator = await openSocket(evening.server.url, 'moderator', { event: event.id, token });
    const ann = await evening.viewer();
    await ann.locator('[data-picture="true"]').waitFor();
    await ann.keyboard.press('c');
    await moderator.must('setRules', { slowSeconds: 3 });
    await ann.getByText('Slow mode: one message every 3 s').waitFor();
    await ann.getByLabel(en.talk.write).fill('One');
    await ann.keyboard.press('Enter');
    await ann.getByRole('button', { name: /You can send again in/ }).waitFor();
    await ann.getByLabel(en.talk.write).fill('Two');
    await ann.getByRole('button', { name: 'Send', exact: true }).click();
    await ann.locator('.talk-line', { hasText: 'Two' }).waitFor();
    await moderator.must('setRules', { slowSeconds: 0 });
    await ann.locator('.talk-slow').waitFor({ state: 'detached' });
    await ann.context().close();
    moderator.close();
  });

  it('react, and everybody sees it briefly: over the tile, or as a count with reduced motion', async () => {
    const [ann, bob] = [await evening.viewer(), await evening.viewer()];
    await ann.emulateMedia({ reducedMotion: 'no-preference' });
    for (const page of [ann, bob]) await page.locator('[data-picture="true"]').waitFor();
    await ann.locator('.tile-face').click();
    await ann.keyboard.press('c');
    await ann.getByRole('button', { name: en.talk.react.fire }).click();
    const floating = ann.locator('.talk-floating > [data-reaction="fire"]');
    await floating.waitFor({ state: 'attached' });
    expect(await floating.getAttribute('data-about')).toBe(await ann.locator('.tile').getAttribute('data-perspective'));
    await bob.locator('.talk-counter [data-reaction="fire"]', { hasText: '1' }).waitFor();
    for (const page of [ann, bob]) {
      await until(async () => (await page.locator('[data-reaction]').count()) === 0, 'it is gone again');
    }
    await ann.getByRole('button', { name: en.talk.withCount(en.talk.react.fire, 1) }).waitFor();
    for (const page of [ann, bob]) await page.context().close();
  });

  it('report a perspective once', async () => {
    const ann = await evening.viewer();
    const report = async () => {
      await ann.locator('[data-perspective]').hover();
      await ann.locator('.tile-report').click();
      await ann.getByLabel(en.talk.reasons.privacy).check();
      await ann.getByRole('button', { name: 'Report', exact: true }).click();
    };
    const { event, token } = evening.opened;
    const moderator = await openSocket(evening.server.url, 'moderator', { event: event.id, token });
    await ann.locator('[data-picture="true"]').waitFor();
    await report();
    await ann.locator('.report [role="status"]').waitFor();
    await ann.getByRole('button', { name: 'Close' }).last().click();
    await ann.locator('[data-perspective]').hover();
    await ann.locator('.tile-report').click();
    await ann.getByText(en.talk.reportedBefore).waitFor();
    expect(await ann.getByRole('button', { name: 'Report', exact: true }).count()).toBe(0);
    // A new page of the same device does not know of the report, but the server does.
    await ann.reload();
    await ann.locator('[data-picture="true"]').waitFor();
    await report();
    await ann.locator('.report [role="status"]').waitFor();
    const { reports } = await moderator.must<{ reports: { count: number }[] }>('readReports', {});
    expect(reports.map(({ count }) => count)).toEqual([1]);
    await ann.context().close();
    moderator.close();
  });

  it('begin with the view that moderators offer, and may leave it', async () => {
    const { event, token } = evening.opened;
    const moderator = await openSocket(evening.server.url, 'moderator', { event: event.id, token });
    await moderator.must('offerView', { view: '?mode=focus' });
    const ann = await evening.viewer();
    await ann.locator('.watch-offered').waitFor();
    expect((await addressOf(ann)).searchParams.get('mode')).toBe('focus');
    await ann.getByRole('button', { name: 'My own view' }).click();
    await ann.locator('.watch-offered').waitFor({ state: 'detached' });
    expect((await addressOf(ann)).searchParams.get('mode')).toBeNull();
    // Keeping it hides the offer.
    await ann.goto(`${evening.server.url}/e/${event.id}`);
    await ann.getByRole('button', { name: 'Keep this view' }).click();
    await ann.locator('.watch-offered').waitFor({ state: 'detached' });
    expect((await addressOf(ann)).searchParams.get('mode')).toBe('focus');
    // A view in the address takes precedence.
    const bob = await evening.viewer('?sync=live');
    await bob.locator('[data-picture="true"]').waitFor();
    expect(await bob.locator('.watch-offered').count()).toBe(0);
    for (const page of [ann, bob]) await page.context().close();
    moderator.close();
  });
});
