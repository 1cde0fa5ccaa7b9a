import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LogEntry } from '../../shared/curationLog.ts';
import { newPerson } from '../support/browser.ts';
import { type Evening, type Phone, startEvening, until } from '../support/evening.ts';

const camera = { width: 160, height: 90, fps: 3, layers: 1, of: 5, scene: 'plain' as const };
const phones: Phone[] = [];
const ids: string[] = [];
let evening: Evening;
let room: Page;
let viewer: Page;

const card = (index: number) => room.locator(`[data-card="${ids[index]}"]`);
const choose = (index: number) => card(index).locator('.card-face').click();
const stands = (index: number, standing: string) =>
  room.locator(`[data-card="${ids[index]}"][data-effective-state="${standing}"]`).waitFor();
const tile = (index: number) => viewer.locator(`[data-perspective="${ids[index]}"]`);

async function held(): Promise<{ id: string; since: number }[]> {
  const cards = room.locator('[data-card]');
  return cards.evaluateAll((all) => all.map((each) => ({ id: each.getAttribute('data-card') ?? '', since: 0 })));
}

beforeAll(async () => {
  evening = await startEvening({ doors: 'held' });
  room = await (await newPerson(evening.browser)).newPage();
  await room.goto(evening.server.url + evening.opened.links.moderate);
  viewer = await evening.viewer();
  await viewer.getByText('Nobody is filming yet').waitFor();
  for (let seat = 0; seat < 5; seat += 1) {
    phones.push(await evening.phone({ ...camera, seat }));
    await until(async () => (await held()).length === seat + 1, `phone ${seat + 1} is in the room`);
    ids.push((await held()).find(({ id }) => !ids.includes(id))?.id ?? '');
  }
});
afterAll(() => evening.close());

it('five phones wait where doors are held, and no viewer sees them', async () => {
  for (let index = 0; index < 5; index += 1) await stands(index, 'held');
  expect(await viewer.locator('[data-perspective]').count()).toBe(0);
});

it('two are let in, and one of them is featured', async () => {
  for (const index of [0, 1]) {
    await choose(index);
    await room.keyboard.press('Enter');
    await stands(index, 'live');
    await viewer.locator(`[data-perspective="${ids[index]}"][data-picture="true"]`).waitFor();
  }
  await choose(1);
  await room.keyboard.press('f');
  await room.locator(`[data-card="${ids[1]}"][data-featured="true"]`).waitFor();
  await tile(1).locator('.tile-label > .icon').waitFor();
  expect(await viewer.locator('[data-perspective]').count()).toBe(2);
});

it('one is reported by a viewer, and blacked out: it is gone from the grid', async () => {
  await tile(0).hover();
  await tile(0).locator('.tile-report').click();
  await viewer.getByLabel('Somebody is in danger').check();
  await viewer.getByRole('button', { name: 'Report', exact: true }).click();
  await viewer.locator('.report [role="status"]').waitFor();
  await viewer.keyboard.press('Escape');
  await room.locator('[data-tab="reports"] b').waitFor();
  await choose(0);
  await room.keyboard.press('b');
  await stands(0, 'blackout');
  await tile(0).waitFor({ state: 'detached' });
});

it('one is banned, and stays out when it comes back', async () => {
  await choose(2);
  await room.keyboard.press('n');
  await room.getByRole('alertdialog').getByRole('button', { name: 'Ban', exact: true }).click();
  const phone = phones[2]?.page as Page;
  const said = phone.getByText('A moderator has closed this event to this camera').first();
  await said.waitFor();
  await phone.reload();
  await said.waitFor();
  expect(await phone.getByRole('button', { name: 'Go live' }).count()).toBe(0);
});

it('a move is undone, and the log has all of it, as a file', async () => {
  await choose(1);
  await room.keyboard.press('h');
  await stands(1, 'hidden');
  await tile(1).waitFor({ state: 'detached' });
  await room.keyboard.press('u');
  await stands(1, 'live');
  await tile(1).waitFor();
  await room.keyboard.press('4');
  const [file] = await Promise.all([
    room.waitForEvent('download'),
    room.getByRole('button', { name: 'Save as JSON' }).click(),
  ]);
  const saved: { entries: LogEntry[] } = JSON.parse(await readFile(await file.path(), 'utf8'));
  expect(saved.entries.map(({ act }) => act)).toEqual(
    expect.arrayContaining(['letIn', 'feature', 'blackout', 'ban', 'hide', 'undo']),
  );
});

it('a spectator takes everything back, and is gone from the grid', async () => {
  const phone = phones[1]?.page as Page;
  await phone.getByRole('button', { name: 'What my picture does' }).click();
  await phone.locator('.mine-featured').waitFor();
  await phone.getByRole('button', { name: 'Take everything back' }).click();
  await phone.getByRole('button', { name: 'Delete it all' }).click();
  await phone.locator('.mine-proof').waitFor();
  await tile(1).waitFor({ state: 'detached' });
});
