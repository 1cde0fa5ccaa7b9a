import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { complaintsOf, newPerson, sizes } from '../support/browser.ts';
import { type Evening, startEvening, until } from '../support/evening.ts';
import { openSocket } from '../support/socket.ts';

let evening: Evening;
let ahead: string;
const hourMs = 3_600_000;

const open = async (wish: object): Promise<string> => {
  const reply = await fetch(`${evening.server.url}/api/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wish),
  });
  return (await reply.json()).event.id;
};
/** A phone's page that counts how often it asks for a camera. */
async function phoneAt(path: string): Promise<{ page: Page; asked(): Promise<number> }> {
  const person = await newPerson(evening.browser, { size: sizes.phone });
  await person.addInitScript(() => {
    const media = navigator.mediaDevices;
    const original = media.getUserMedia.bind(media);
    Object.assign(window, { askedForCamera: 0 });
    media.getUserMedia = (wish) => {
      Object.assign(window, { askedForCamera: 1 });
      return original(wish);
    };
  });
  const page = await person.newPage();
  await page.goto(evening.server.url + path);
  return { page, asked: () => page.evaluate(() => Reflect.get(window, 'askedForCamera')) };
}

beforeAll(async () => {
  evening = await startEvening();
  ahead = await open({ title: 'Lantern parade', startsAt: Date.now() + 30 * hourMs });
});
afterAll(() => evening?.close());

describe('an event to come', () => {
  it('says when it starts, and has a calendar file', async () => {
    const page = await evening.viewer();
    const complaints = complaintsOf(page);
    await page.goto(`${evening.server.url}/e/${ahead}`);
    const poster = page.locator('.poster[data-is="ahead"]');
    await poster.waitFor();
    expect(await poster.getByRole('heading').textContent()).toMatch(/^Starts (tomorrow|\w+day)/);
    // Half a minute after the start of an hour it may be a minute less.
    expect(await poster.getByRole('timer').textContent()).toMatch(/^in (30 h|29 h 59 min)$/);
    const file = await poster.getByRole('link', { name: 'Add to calendar' }).getAttribute('href');
    expect((await page.request.get(evening.server.url + file)).headers()['content-type']).toContain('text/calendar');
    expect(await page.getByText('Be the first').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('says so on the page to film before the camera is asked for', async () => {
    const { page, asked } = await phoneAt(`/e/${ahead}/live`);
    await page.locator('.poster[data-is="ahead"]').waitFor();
    expect(await asked()).toBe(0);
    await page.getByRole('button', { name: 'Try filming now' }).click();
    await page.locator('main.film').waitFor();
    await page.context().close();
  });
});

describe('an address where no event is', () => {
  it('says so, and shows what is on, with its picture', async () => {
    await evening.phone();
    await until(async () => (await evening.live()) === 1, 'a phone is live');
    const person = await newPerson(evening.browser);
    const page = await person.newPage();
    expect((await page.goto(`${evening.server.url}/e/no-such-event`))?.status()).toBe(404);
    await page.locator('.poster[data-is="unknown"] h1').waitFor();
    const picture = page.locator(`[data-event="${evening.opened.event.id}"] img`);
    await picture.waitFor();
    const widthOf = () => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth);
    await until(async () => (await widthOf()) === 1_200, 'its picture is loaded');
    expect((await page.goto(`${evening.server.url}/nowhere`))?.status()).toBe(404);
    await page.getByRole('link', { name: 'All events' }).waitFor();
    await person.close();
  });
});

describe('an event that is over', () => {
  it('says so at once to those who watch, and how many filmed it', async () => {
    const { event, token } = evening.opened;
    const page = await evening.viewer();
    await page.locator('[data-perspective]').first().waitFor();
    const moderator = await openSocket(evening.server.url, 'moderator', { event: event.id, token });
    await moderator.must('closeEvent', {});
    moderator.close();
    const poster = page.locator('.poster[data-is="over"]');
    await poster.waitFor();
    const said = await poster.textContent();
    expect(said).toMatch(/This event is over.*Ended.*Filmed by\s*1 phone/);
    // Nor does the bar count phones or offer to film.
    expect(await page.locator('.bar-count, .bar-film').count()).toBe(0);
    await page.context().close();
    const { page: late, asked } = await phoneAt(`/e/${event.id}/live`);
    await late.locator('.poster[data-is="over"] h1').waitFor();
    expect(await asked()).toBe(0);
    expect(await late.getByRole('button').count()).toBe(0);
    await late.context().close();
  });
});
