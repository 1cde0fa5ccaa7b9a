import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { sizes } from '../support/browser.ts';
import { startCrowd } from '../support/crowd.ts';
import { until } from '../support/evening.ts';
import { workersOf } from '../support/workers.ts';

const crowd = await startCrowd(2);
afterAll(() => crowd.close());
const { server, phones } = crowd;

const statesOf = (page: Page) =>
  page.locator('.tile').evaluateAll((all) => all.map((tile) => tile.getAttribute('data-state')));
const areAll = (page: Page, ...states: string[]) =>
  until(async () => JSON.stringify(await statesOf(page)) === JSON.stringify(states), states.join());
const figure = (page: Page) => page.locator('.sync-figure');

describe('pictures that stand still', () => {
  it('say so and since when, alone for one phone, and with no figure of synchrony once the server is gone', async () => {
    const page = await crowd.viewer();
    await areAll(page, 'live', 'live');
    await page.locator('.bar-count[data-live="true"]').waitFor();
    await until(async () => /\d ms/.test((await figure(page).getAttribute('data-tip')) ?? ''), 'a figure');

    phones[0]?.phone.send([]);
    await areAll(page, 'stalled', 'live');
    await page.getByText(/^Frozen for [1-9]\s?s$/).waitFor();
    await page.locator('.bar-count[data-live="true"]').waitFor();
    phones[0]?.phone.send([0, 1, 2]);
    await areAll(page, 'live', 'live');

    const stopped = [server.pid, ...workersOf(server.pid)];
    for (const pid of stopped) process.kill(pid, 'SIGSTOP');
    try {
      await areAll(page, 'stalled', 'stalled');
      // At once: no later notice of the server's absence is needed for it.
      expect(await page.locator('.tile-note').allTextContents()).toEqual(
        Array(2).fill(expect.stringMatching('Frozen')),
      );
      expect(await page.locator('.bar-count').getAttribute('data-live')).toBe('false');
      expect(await figure(page).getAttribute('data-tip')).toBe('Sync: Frozen (S)');
      expect(await page.locator('.tile .sync-badge:visible').count()).toBe(0);
      await page.locator('.trying[data-why="cut"]').waitFor();
      await page
        .getByText(/^Frozen for \d+\s?s$/)
        .first()
        .waitFor();
    } finally {
      for (const pid of stopped) process.kill(pid, 'SIGCONT');
    }
    await areAll(page, 'live', 'live');
    await until(async () => (await page.locator('.trying').count()) === 0, 'connected again');
    await page.locator('.bar-count[data-live="true"]').waitFor();
    await until(async () => /\d ms/.test((await figure(page).getAttribute('data-tip')) ?? ''), 'a figure again');
    expect(await page.locator('.tile-note').count()).toBe(0);
    await page.context().close();
  });
});

describe('the viewer’s page', () => {
  it('saves all perspectives of one instant as one picture, named by event and time', async () => {
    const page = await crowd.viewer();
    await areAll(page, 'live', 'live');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Photo of all perspectives' }).click();
    const file = await saved;
    expect(file.suggestedFilename()).toMatch(/^A march \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d\.jpg$/);
    const photo = sharp(await readFile(await file.path()));
    const { width = 0, height = 0 } = await photo.metadata();
    expect(width).toBeGreaterThanOrEqual(2_300);
    // Both pictures are in it, side by side as on the page, in the same colours.
    const half = { top: Math.round(height * 0.2), width: Math.round(width * 0.4), height: Math.round(height * 0.5) };
    const means = await Promise.all(
      [0.05, 0.55].map(async (share) => {
        const part = sharp(await photo.toBuffer()).extract({ left: Math.round(width * share), ...half });
        return (await part.stats()).channels.map(({ mean }) => Math.round(mean));
      }),
    );
    expect(Math.min(...(means[0] ?? []))).toBeGreaterThan(40);
    for (const [channel, mean] of (means[0] ?? []).entries())
      expect(Math.abs(mean - (means[1]?.[channel] ?? 0))).toBeLessThan(25);
    await page.context().close();
  });

  it('explains itself once, and covers no control on the narrowest phone', async () => {
    const page = await crowd.viewer('', { size: { width: 320, height: 640 } });
    await areAll(page, 'live', 'live');
    const tops = await page.locator('.tile').evaluateAll((all) => all.map((tile) => tile.getBoundingClientRect().top));
    expect(new Set(tops).size).toBe(2);
    const controls = await page.locator('.watch :is(a, button):not(.tile-face):visible').evaluateAll((all) =>
      all.map((each) => {
        const { left, top, right, bottom } = each.getBoundingClientRect();
        return { name: each.getAttribute('aria-label') ?? each.textContent, left, top, right, bottom };
      }),
    );
    const covers = controls.flatMap((a, index) =>
      controls
        .slice(index + 1)
        .filter((b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
        .map((b) => `${a.name} and ${b.name}`),
    );
    expect(covers).toEqual([]);
    expect(controls.filter(({ left, right }) => left < 0 || right > 320)).toEqual([]);
    await page.getByRole('button', { name: 'Got it' }).click();
    await page.reload();
    await areAll(page, 'live', 'live');
    expect(await page.getByRole('button', { name: 'Got it' }).count()).toBe(0);
    await page.setViewportSize(sizes.desktop);
    await until(async () => {
      const now = await page.locator('.tile').evaluateAll((all) => all.map((tile) => tile.getBoundingClientRect().top));
      return new Set(now).size === 1;
    }, 'side by side');
    await page.context().close();
  });
});
