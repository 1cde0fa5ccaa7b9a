import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { en } from '../../client/words/en.ts';
import type { LogEntry } from '../../shared/curationLog.ts';
import { newPerson } from '../support/browser.ts';
import { type Evening, type Phone, startEvening, until } from '../support/evening.ts';

const camera = { width: 160, height: 90, fps: 3, layers: 1, of: 5, scene: 'plain' as const };
const phones: Phone[] = [];
const ids: string[] = [];
let evening: Evening;
let moderator: Page;
let viewer: Page;

const card = (index: number) => moderator.locator(`[data-card="${ids[index]}"]`);
const choose = (index: number) => card(index).locator('.card-face').click();
const becomes = (index: number, state: string) =>
  moderator.locator(`[data-card="${ids[index]}"][data-effective-state="${state}"]`).waitFor();
const tile = (index: number) => viewer.locator(`[data-perspective="${ids[index]}"]`);

async function held(): Promise<{ id: string; since: number }[]> {
  const cards = moderator.locator('[data-card]');
  return cards.evaluateAll((all) => all.map((each) => ({ id: each.getAttribute('data-card') ?? '', since: 0 })));
}

beforeAll(async () => {
  evening = await startEvening({ doors: 'held' });
  moderator = await (await newPerson(evening.browser)).newPage();
  await moderator.goto(evening.server.url + evening.opened.links.moderate);
  viewer = await evening.viewer();
  await viewer.getByText(en.watch.nobodyYet).waitFor();
  for (let seat = 0; seat < 5; seat += 1) {
    phones.push(await evening.phone({ ...camera, seat }));
    await until(async () => (await held()).length === seat + 1, `phone ${seat + 1} is on the wall`);
    ids.push((await held()).find(({ id }) => !ids.includes(id))?.id ?? '');
  }
});
afterAll(() => evening.close());

it('five phones are held at the doors, and no viewer sees them', async () => {
  for (let index = 0; index < 5; index += 1) await becomes(index, 'held');
  expect(await viewer.locator('[data-perspective]').count()).toBe(0);
});

it('two are let in, and one of them is featured', async () => {
  for (const index of [0, 1]) {
    await choose(index);
    await moderator.keyboard.press('Enter');
    await becomes(index, 'live');
    await viewer.locator(`[data-perspective="${ids[index]}"][data-picture="true"]`).waitFor();
  }
  await choose(1);
  await moderator.keyboard.press('f');
  await moderator.locator(`[data-card="${ids[1]}"][data-featured="true"]`).waitFor();
  await tile(1).locator('.tile-label > .icon').waitFor();
  expect(await viewer.locator('[data-perspective]').count()).toBe(2);
});

it('one is reported by a viewer, and blacked out: it is gone from the grid', async () => {
  await tile(0).hover();
  await tile(0).locator('.tile-report').click();
  await viewer.getByLabel(en.talk.reasons.danger).check();
  await viewer.getByRole('button', { name: 'Report', exact: true }).click();
  await viewer.locator('.report [role="status"]').waitFor();
  await viewer.keyboard.press('Escape');
  await moderator.locator('[data-tab="reports"] b').waitFor();
  await choose(0);
  await moderator.keyboard.press('b');
  await becomes(0, 'blackout');
  await tile(0).waitFor({ state: 'detached' });
});

it('one is banned, and is refused when it comes back', async () => {
  await choose(2);
  await moderator.keyboard.press('n');
  await moderator.getByRole('alertdialog').getByRole('button', { name: 'Ban', exact: true }).click();
  const phone = phones[2]?.page as Page;
  const said = phone.getByText('A moderator has banned this camera').first();
  await said.waitFor();
  await phone.reload();
  await said.waitFor();
  expect(await phone.getByRole('button', { name: 'Go live' }).count()).toBe(0);
});

it('an action is undone, and the exported log has all of it', async () => {
  await choose(1);
  await moderator.keyboard.press('h');
  await becomes(1, 'hidden');
  await tile(1).waitFor({ state: 'detached' });
  await moderator.keyboard.press('u');
  await becomes(1, 'live');
  await tile(1).waitFor();
  await moderator.keyboard.press('4');
  const [file] = await Promise.all([
    moderator.waitForEvent('download'),
    moderator.getByRole('button', { name: 'Save as JSON' }).click(),
  ]);
  const saved: { entries: LogEntry[] } = JSON.parse(await readFile(await file.path(), 'utf8'));
  expect(saved.entries.map(({ act }) => act)).toEqual(
    expect.arrayContaining(['letIn', 'feature', 'blackout', 'ban', 'hide', 'undo']),
  );
});

it('a spectator takes everything back, and is gone from the grid', async () => {
  const phone = phones[1]?.page as Page;
  await phone.getByRole('button', { name: 'My video' }).click();
  await phone.locator('.mine-featured').waitFor();
  await phone.getByRole('button', { name: 'Delete everything' }).click();
  await phone.getByRole('button', { name: 'Delete', exact: true }).click();
  await phone.locator('.mine-proof').waitFor();
  await tile(1).waitFor({ state: 'detached' });
});
