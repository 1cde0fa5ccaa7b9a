import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { fr } from '../../client/words/fr.ts';
import { refusals } from '../../shared/refusals.ts';
import type { OpenedReply } from '../../shared/restApi.ts';
import { alterSent } from '../support/alterSent.ts';
import { newPerson, sizes } from '../support/browser.ts';
import { startEvening, until } from '../support/evening.ts';
import { startRedis } from '../support/redis.ts';
import { startServer } from '../support/server.ts';
import { framesOf, watchFrames } from '../support/watchFrames.ts';

const redis = await startRedis();
const evening = await startEvening({}, { env: { REDIS_URL: redis.url, MAX_VIEWERS: '1' } });
afterAll(async () => {
  await evening.close();
  await redis.close();
});
const { server, opened, browser } = evening;
const { id } = opened.event;

/** Longer than the ping timeout (server/main.ts): by then the pages' sockets are closed. */
const pauseMs = 11_000;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function openPage(path: string, locale = 'en-GB'): Promise<Page> {
  const person = await newPerson(browser, { size: sizes.phone, locale });
  await watchFrames(person);
  const page = await person.newPage();
  await page.goto(server.url + path);
  return page;
}

async function pictureMoves(page: Page): Promise<void> {
  const tile = page.locator('[data-perspective][data-state="live"]').first();
  await until(async () => (await tile.count()) > 0, 'a live tile');
  const perspective = (await tile.getAttribute('data-perspective')) ?? '';
  const count = async () => (await framesOf(page))[perspective]?.count ?? 0;
  const before = await count();
  await until(async () => (await count()) > before + 3, 'its picture moves');
}

const trying = (page: Page, why: string) => page.locator(`.trying[data-why="${why}"]`);
const status = (page: Page, is: string) => page.locator(`main[data-status="${is}"]`);

const isBack = async (page: Page) => (await page.locator('.trying').count()) === 0;
const tileIn = (page: Page, perspective: string) => page.locator(`[data-perspective="${perspective}"]`).first();

const small = { scene: 'plain', width: '320', height: '180', fps: '10', layers: '1' } as const;
const { page: phone } = await evening.phone({ ...small, width: 320, height: 180, fps: 10, layers: 1 });
const viewer = await openPage(`/e/${id}`);
const moderator = await openPage(opened.links.moderate);

describe('after a temporary fault everybody comes back', () => {
  it('a paused server, and Redis that was down when everybody reconnected', async () => {
    await pictureMoves(viewer);
    const [{ id: perspective } = { id: '' }] = (
      await (await fetch(`${server.url}/api/events/${id}/perspectives`)).json()
    ).perspectives;
    process.kill(server.pid, 'SIGSTOP');
    await sleep(pauseMs);
    // The pages keep what they show, say that they are cut off, and offer a button.
    await trying(viewer, 'cut').getByRole('button', { name: 'Try now' }).waitFor();
    expect(await viewer.locator('[data-perspective]').count()).toBe(1);
    await trying(moderator, 'cut').waitFor();
    await status(phone, 'interrupted').waitFor();
    await redis.stop();
    process.kill(server.pid, 'SIGCONT');
    // The server knows its live cameras, so all come back without the registry.
    await status(phone, 'live').waitFor();
    await pictureMoves(viewer);
    await until(async () => (await isBack(moderator)) && (await isBack(viewer)), 'back without the registry');
    for (const page of [viewer, moderator]) expect(await tileIn(page, perspective).count()).toBe(1);
    await redis.start();
    await pictureMoves(viewer);
    await status(phone, 'live').waitFor();
    for (const page of [viewer, moderator]) expect(await tileIn(page, perspective).count()).toBe(1);
  });

  it('pages of an event that only the registry knows, opened while it is down, get in when it is back', async () => {
    const elsewhere = await startServer({ env: { REDIS_URL: redis.url } });
    const reply = await fetch(`${elsewhere.url}/api/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'Another concert' }),
    });
    const { event: other } = (await reply.json()) as OpenedReply;
    await elsewhere.close();
    await redis.stop();
    const watching = await openPage(`/e/${other.id}`);
    const filming = await openPage(`/e/${other.id}/live?camera=virtual&auto=1&${new URLSearchParams(small)}`);
    const list = await openPage('/');
    const sentence = refusals.registryDown.en[0];
    await trying(watching, 'registryDown').waitFor();
    await filming.getByRole('heading', { name: sentence }).waitFor();
    await list.getByText(sentence).waitFor();
    await redis.start();
    await status(filming, 'live').waitFor();
    await pictureMoves(watching);
    await list.locator(`[data-event="${other.id}"]`).waitFor();
    for (const page of [watching, list]) {
      expect(await page.getByText(sentence).count()).toBe(0);
      expect(await page.locator('.trouble').count()).toBe(0);
    }
    for (const page of [watching, filming, list]) await page.context().close();
  });

  it('an event that is full: a viewer who waits gets in when another one leaves', async () => {
    const waiting = await openPage(`/e/${id}`, 'fr-FR');
    await trying(waiting, 'tooManyViewers').waitFor();
    await waiting.getByText(fr.ui.inLine).waitFor();
    expect(await waiting.locator('.trouble').count()).toBe(0);
    await viewer.context().close();
    await pictureMoves(waiting);
    expect(await waiting.locator('.trying').count()).toBe(0);
    await waiting.context().close();
  });

  it('a list of events that could not be read is read again', async () => {
    const page = await (await newPerson(browser)).newPage();
    let isAway = true;
    await page.route('**/api/events*', (route) =>
      isAway
        ? route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' })
        : route.continue(),
    );
    await page.goto(server.url);
    await page.getByText('The server cannot be reached.').waitFor();
    isAway = false;
    await page.locator(`[data-event="${id}"]`).waitFor();
    expect(await page.getByText('The server cannot be reached.').count()).toBe(0);
    await page.context().close();
  });

  it('a moderator whose session the server no longer knows comes back by the link', async () => {
    const page = await (await newPerson(browser)).newPage();
    await page.addInitScript(alterSent);
    await page.addInitScript(() => {
      const state = window as unknown as { tokens: string[] };
      state.tokens = [];
      window.__alterSent = (text) => {
        const token = text.startsWith('40/moderator') ? /"token":"([^"]+)"/.exec(text)?.[1] : undefined;
        if (!token) return text;
        state.tokens.push(token);
        // From the second connection on, the session token is changed, so that the server refuses it like an old one.
        return token === state.tokens[0] ? text : text.replace(token, `${token.slice(0, -4)}AAAA`);
      };
    });
    await page.goto(server.url + opened.links.moderate);
    await page.locator('[data-perspective]').first().waitFor();
    const tokens = () => page.evaluate(() => (window as unknown as { tokens: string[] }).tokens);
    await until(async () => (await page.locator('.moderate').count()) === 1, 'the moderators’ page');
    await page.context().setOffline(true);
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await trying(page, 'cut').waitFor();
    await page.context().setOffline(false);
    await until(async () => (await page.locator('.trying').count()) === 0, 'back');
    const said = await tokens();
    expect(said.at(-1)).toBe(said[0]);
    expect(new Set(said).size).toBe(2);
    expect(await page.locator('.trouble').count()).toBe(0);
    await page.context().close();
  });

  it.each([
    ['once, and is the server’s version then', 1, null],
    ['once only, and says why it cannot go on', 9, 'This page is older or newer than the server.'],
  ])('a page of another version is reloaded %s', async (_, oldLoads, sentence) => {
    const page = await (await newPerson(browser)).newPage();
    await page.addInitScript(alterSent);
    await page.addInitScript((old) => {
      const loads = Number(sessionStorage.getItem('loads')) + 1;
      sessionStorage.setItem('loads', String(loads));
      if (loads <= old) window.__alterSent = (text) => text.replace(/"protocol":\d+/, '"protocol":0');
    }, oldLoads);
    await page.goto(server.url + opened.links.moderate);
    if (sentence) await page.getByRole('heading', { name: sentence }).waitFor();
    else await page.locator('[data-perspective]').first().waitFor();
    expect(await page.evaluate(() => sessionStorage.getItem('loads'))).toBe('2');
    await page.context().close();
  });
});
