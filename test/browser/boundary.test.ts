import type { Page, Route } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { refusals } from '../../shared/refusals.ts';
import { launchBrowser, newPerson, sizes } from '../support/browser.ts';
import { startEvening, until } from '../support/evening.ts';

const evening = await startEvening();
afterAll(() => evening.close());
const { server, opened, browser } = evening;
const { id } = opened.event;

async function openPage(path: string, prepare: (page: Page) => Promise<unknown>, locale = 'en-GB'): Promise<Page> {
  const page = await (await newPerson(browser, { size: sizes.phone, locale })).newPage();
  await prepare(page);
  await page.goto(server.url + path);
  return page;
}

const hasNumber = /\([0-9a-f]{8}\)/;
/** A list of events in which every item but the last is invalid. */
const hostile = (good: object) => [
  { ...good, id: 'far-away', title: 'Far away', startsAt: 9e15 },
  { ...good, id: 'long-ago', title: 'Long ago', startsAt: -9e15 },
  { ...good, id: 'long-title', title: 'Х'.repeat(400), startsAt: 8.6e15 },
  { ...good, id: 'many-live', title: 'Many', live: 1e300, distanceM: -1 },
  { ...good, id: 'no-start', title: 'No start', startsAt: 'soon' },
  { ...good, id: '../../evil', title: 'Evil' },
  { ...good, id: 'object-title', title: { not: 'a text' } },
  null,
  'an event',
  good,
];

describe('what cannot be rendered breaks nothing else', () => {
  it('one bad event in the list hides none of the others, nor breaks the page', async () => {
    const list = async (route: Route) => {
      const { events } = await (await route.fetch()).json();
      await route.fulfill({ json: { events: hostile(events[0]) } });
    };
    const page = await openPage('/', (fresh) => fresh.route('**/api/events*', list));
    await page.locator(`[data-event="${id}"]`).waitFor();
    const shown = await page
      .locator('[data-event]')
      .evaluateAll((all) => all.map((each) => each.getAttribute('data-event')));
    expect(shown.sort()).toEqual(['far-away', id, 'long-ago', 'long-title', 'many-live'].sort());
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.context().close();
  });

  it('a message without a valid time, and one that cannot be rendered, hide no others', async () => {
    const page = await openPage(`/e/${id}`, (fresh) =>
      // As from a broken server.
      fresh.routeWebSocket(/socket\.io/, (socket) => {
        const behind = socket.connectToServer();
        behind.onMessage((data) => {
          const text = String(data);
          const answer = /^(43\/viewer,\d+)\[.*"messages":/.exec(text);
          const message = {
            id: 'm',
            at: 0,
            sender: 's',
            name: 'Ann',
            perspective: null,
            text: 'hello',
            isModerator: false,
          };
          if (!answer) return socket.send(data);
          const messages = [
            { ...message, id: 'a', at: 9e15, text: 'far' },
            { ...message, id: 'b', text: { not: 'a text' } },
            { ...message, id: 'c', text: 'good' },
          ];
          const [said] = JSON.parse(text.slice(answer[1]?.length));
          socket.send(`${answer[1]}${JSON.stringify([{ ...said, reply: { ...said.reply, messages } }])}`);
        });
      }),
    );
    await page
      .getByRole('button', { name: /conversation/i })
      .first()
      .click();
    await page.getByText('good').waitFor();
    await page.getByText('far').waitFor();
    expect(await page.locator('.talk-lines .broken').textContent()).toMatch(hasNumber);
    await page.context().close();
  });

  it('a broken page says so, with an error number and what to do, in the reader’s language', async () => {
    const breaking = (page: Page) =>
      // The grid cannot be rendered without it.
      page.addInitScript(() => {
        window.ResizeObserver = class {
          constructor() {
            throw new Error('a broken browser');
          }
        } as unknown as typeof ResizeObserver;
      });
    for (const [locale, sentence, reload] of [
      ['en-GB', refusals.defect.en[0], 'Reload the page'],
      ['fr-FR', refusals.defect.fr[0], 'Recharger la page'],
    ] as const) {
      const page = await openPage(`/e/${id}`, breaking, locale);
      await page.getByRole('heading', { name: sentence }).waitFor();
      expect(await page.locator('.trouble p').textContent()).toMatch(hasNumber);
      await page.getByRole('button', { name: reload }).waitFor();
      await page.locator('.trouble a[href="/"]').waitFor();
      await page.context().close();
    }
  });

  it('a page whose scripts cannot be loaded says so, for the first one and for a later one', async () => {
    const noParts = (pattern: RegExp) => (page: Page) => page.route(pattern, (route) => route.abort());
    const home = await openPage('/', noParts(/HomePage.*\.js/));
    await home.getByRole('heading', { name: 'The server cannot be reached.' }).waitFor();
    await home.getByRole('button', { name: 'Reload the page' }).waitFor();
    await home.context().close();
    const bare = await openPage('/', noParts(/assets\/page.*\.js/));
    await bare.locator('.trouble h1').waitFor();
    await bare.getByRole('button', { name: 'Reload the page' }).waitFor();
    await bare.context().close();
  });
});

describe('at an address that is not secure', () => {
  it('the demo opens, and what needs a secure address says so', async () => {
    const lan = await launchBrowser(['--host-resolver-rules=MAP lan.test 127.0.0.1']);
    const page = await (await newPerson(lan, { size: sizes.phone })).newPage();
    const at = server.url.replace('127.0.0.1', 'lan.test');
    await page.goto(`${at}/demo?cameras=2`);
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    // Whether media flows at such an address depends on the browser and the network.
    await until(async () => (await page.locator('[data-perspective]').count()) === 2, 'two cameras');
    expect(await page.locator('.trouble').count()).toBe(0);
    await page.goto(at);
    await page.getByRole('button', { name: 'Near me' }).click();
    await page.getByText('open this page with https://').waitFor();
    await page.goto(`${at}/e/${id}/live`);
    await page.getByRole('heading', { name: 'A camera needs a secure address' }).waitFor();
    await lan.close();
  });
});
