import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { en } from '../../client/words/en.ts';
import { addressOf, complaintsOf, newPerson, type Size, sizes } from '../support/browser.ts';
import { startEvening, until } from '../support/evening.ts';

/** Beyond the largest grid delay: the grid does not wait for it. */
const hopelessMs = 1_900;
const small = { width: 160, height: 90, fps: 15, layers: 1, of: 3 };

const evening = await startEvening();
afterAll(() => evening.close());
const pages: Page[] = [];
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close();
});

/** A page that is closed after its test. */
async function open(path: string, size: Size = sizes.desktop): Promise<Page> {
  const page = await (await newPerson(evening.browser, { size })).newPage();
  pages.push(page);
  await page.goto(evening.server.url + path);
  return page;
}
const { event, links } = evening.opened;

type Tile = Record<'state' | 'sync' | 'source' | 'latencyMs' | 'skewMs', string | undefined> & { badge: string };

const tilesOf = (page: Page): Promise<Tile[]> =>
  page.locator('article[data-perspective]').evaluateAll((all) =>
    all.map((tile) => {
      const { state, sync, source, latencyMs, skewMs } = (tile as HTMLElement).dataset;
      return { state, sync, source, latencyMs, skewMs, badge: tile.querySelector('.sync-badge')?.textContent ?? '' };
    }),
  );
const gridOf = (page: Page) => page.locator('section.grid').evaluate((grid) => ({ ...(grid as HTMLElement).dataset }));
const panel = (page: Page) => page.getByRole('complementary', { name: en.sync.title });

/** Waits until it is true of all tiles at the same time. */
const says = (page: Page, isSo: (tiles: Tile[]) => boolean, what: string) =>
  until(async () => isSo(await tilesOf(page)), what, 40_000);

describe('people see how well the pictures are in sync', () => {
  it('a tile shows its latency, and one that is too late is marked', async () => {
    for (let seat = 0; seat < 2; seat += 1) await evening.phone({ ...small, seat });
    const { relay } = await evening.phone({ ...small, seat: 2 }, { isRelayed: true });
    if (relay) relay.up.delayMs = hopelessMs;
    const page = await open(links.watch);
    const complaints = complaintsOf(page);
    const isLate = ({ state }: Tile) => state === 'late';
    await says(
      page,
      (tiles) => tiles.filter(isLate).length === 1 && tiles.filter(({ sync }) => sync === 'good').length === 2,
      'two in sync, one late',
    );
    const tiles = await tilesOf(page);
    for (const { latencyMs, skewMs, source } of tiles) {
      expect([latencyMs, skewMs].every((text) => /^-?\d+$/.test(text ?? ''))).toBe(true);
      expect(source).toMatch(/^(absCaptureTime|reports)$/);
    }
    const late = tiles.find(isLate);
    expect(Number(late?.latencyMs)).toBeGreaterThan(hopelessMs);
    await says(page, (now) => /\d s late/.test(now.find(isLate)?.badge ?? ''), 'its badge says so');
    await says(page, (now) => now.some(({ badge }) => badge === 'in sync'), 'the others say that they are in sync');

    const { spreadMs, delayMs, playout } = await gridOf(page);
    expect(Number(spreadMs)).toBeGreaterThan(80);
    expect(Number(delayMs)).toBeGreaterThanOrEqual(120);
    expect(playout).toBe('worker');
    await page.getByRole('button', { name: /^Sync: Spread, [\d.]+ s, [\d.]+ s behind live$/ }).waitFor();

    if (relay) relay.up.delayMs = 0;
    await says(page, (now) => now.every(({ state }) => state === 'live'), 'all live again');
    await page.getByRole('button', { name: new RegExp(`^${en.sync.figure(en.sync.inSync)}`) }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('the panel opens with a key, plots every tile, and gives the focus back', async () => {
    const page = await open(links.watch);
    const figure = page.getByRole('button', { name: /^Sync:/ });
    await figure.focus();
    await page.keyboard.press('s');
    await panel(page).waitFor();
    await until(async () => (await panel(page).locator('.plot-line path[d^="M"]').count()) === 3, 'three lines');
    await until(
      async () => (await panel(page).getByText(en.sync.sources.absCaptureTime).count()) === 3,
      'three sources',
    );
    await page.keyboard.press('Escape');
    await panel(page).waitFor({ state: 'detached' });
    expect(await figure.evaluate((button) => button === document.activeElement)).toBe(true);
  });

  it('a viewer chooses live playout, which waits for no tile; a shared link keeps that', async () => {
    const page = await open(links.watch, sizes.phone);
    await page.getByRole('button', { name: /^Sync:/ }).click();
    await panel(page).getByRole('radio', { name: en.sync.modes.live }).check();
    expect((await addressOf(page)).searchParams.get('sync')).toBe('live');
    await until(async () => (await gridOf(page)).delayMs === '0', 'no delay');
    await page.reload();
    await says(page, (tiles) => tiles.length === 3 && tiles.every(({ latencyMs }) => latencyMs), 'three tiles');
    expect((await gridOf(page)).delayMs).toBe('0');
    await page.getByRole('button', { name: /^Sync: Lowest delay/ }).waitFor();
  });

  it('a viewer nudges a tile for themselves, a moderator for everybody', async () => {
    const nudgeOf = async () => {
      const reply = await fetch(`${evening.server.url}/api/events/${event.id}/perspectives`);
      const { perspectives } = (await reply.json()) as { perspectives: { curation: { nudgeMs: number } }[] };
      return perspectives.map(({ curation }) => curation.nudgeMs).find((ms) => ms !== 0) ?? 0;
    };
    const viewer = await open(links.watch, sizes.tablet);
    await viewer.getByRole('button', { name: /^Sync:/ }).click();
    const own = panel(viewer).locator('.sync-row').first();
    // The button stays in place although more buttons appear after the first press.
    await own.getByRole('button', { name: '10 ms later' }).hover();
    for (let press = 0; press < 3; press += 1) {
      await viewer.mouse.down();
      await viewer.mouse.up();
    }
    await own.getByText('+30 ms', { exact: true }).waitFor();
    expect(await panel(viewer).getByText(en.sync.save).count()).toBe(0);
    expect(await nudgeOf()).toBe(0);

    const moderator = await open(links.moderate);
    await moderator.getByRole('button', { name: en.moderate.views.grid, exact: true }).click();
    await moderator.getByRole('button', { name: /^Sync:/ }).click();
    const row = panel(moderator).locator('.sync-row').first();
    // Holding the button repeats it.
    await row.getByRole('button', { name: '10 ms earlier' }).hover();
    await moderator.mouse.down();
    await until(async () => /−([3-9]|\d\d)0 ms/.test((await row.locator('output').textContent()) ?? ''), 'three steps');
    await moderator.mouse.up();
    await row.getByRole('button', { name: en.sync.save }).click();
    await until(async () => (await nudgeOf()) <= -30, 'saved for everyone');
    const saved = await nudgeOf();
    await own.getByText(`−${-saved} ms for everyone`).waitFor();
    await own.getByText('+30 ms', { exact: true }).waitFor();

    await row.getByRole('button', { name: en.sync.clear }).click();
    await own.getByText('for everyone').waitFor({ state: 'detached' });
    expect(await nudgeOf()).toBe(0);
  });
});
