import type { BrowserContext, Page, Route } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { type Blocking, startBlockingProxy } from '../support/blockingProxy.ts';
import { newPerson, sizes } from '../support/browser.ts';
import { startEvening, until } from '../support/evening.ts';
import { framesOf, watchFrames } from '../support/watchFrames.ts';

const venue = { latitude: 48.8606, longitude: 2.3376, radiusM: 200 };
const evening = await startEvening({ venue });
afterAll(() => evening.close());
const { server, opened, browser } = evening;
const watch = `/e/${opened.event.id}`;
const small = { width: 320, height: 180, fps: 15, layers: 1 };

type Prepare = (person: BrowserContext) => Promise<unknown>;
const nothing: Prepare = async () => undefined;

async function openPage(path: string, prepare: Prepare = nothing, locale = 'en-GB', at = server.url): Promise<Page> {
  const person = await newPerson(browser, { size: sizes.desktop, locale });
  await watchFrames(person);
  await prepare(person);
  const page = await person.newPage();
  await page.goto(at + path, { waitUntil: 'commit' });
  return page;
}

/** Takes globals, or methods of globals, from each page: `Map.groupBy`. */
const without =
  (...names: string[]): Prepare =>
  (person) =>
    person.addInitScript((names) => {
      for (const name of names) {
        const path = name.split('.');
        const last = path.pop() ?? '';
        let owner = globalThis as unknown as Record<string, unknown>;
        for (const part of path) owner = owner[part] as Record<string, unknown>;
        delete owner[last];
      }
    }, names);

/** How a browser names itself. Those that do not name their brands are recognised by this alone. */
const named =
  (userAgent: string): Prepare =>
  (person) =>
    person.addInitScript((userAgent) => {
      Object.defineProperty(Navigator.prototype, 'userAgent', { get: () => userAgent });
      Object.defineProperty(Navigator.prototype, 'userAgentData', { get: () => undefined });
    }, userAgent);

async function pictureMoves(page: Page): Promise<void> {
  const most = async () => Math.max(0, ...Object.values(await framesOf(page)).map(({ count }) => count));
  await until(async () => (await most()) > 5, 'a picture moves');
}

const says = (page: Page, sentence: string) => page.getByRole('heading', { name: sentence }).waitFor();
const boot = (page: Page, why: string) => page.locator(`[data-boot="${why}"]`);

const phone = await evening.phone(small);
await phone.page.locator('main[data-status="live"]').waitFor();

describe('a browser that lacks what is newer than we promise', () => {
  it.each([
    [
      'grouping and reversing, and frame by frame playout',
      without('Map.groupBy', 'Array.prototype.toReversed', 'MediaStreamTrackProcessor'),
    ],
    ['a known name', named('Strange/1.0')],
    ['WebSockets', without('WebSocket')],
  ])('shows the event without %s', async (_, prepare) => {
    const page = await openPage(watch, prepare);
    await pictureMoves(page);
    expect(await page.locator('[data-boot]').count()).toBe(0);
    await page.context().close();
  });

  it('moderates without grouping and reversing', async () => {
    const page = await openPage(opened.links.moderate, without('Map.groupBy', 'Array.prototype.toReversed'));
    await page.locator('.wall-card').first().waitFor();
    for (const panel of ['2', '3', '4', '5']) await page.keyboard.press(panel);
    expect(await page.locator('.trouble, .broken').count()).toBe(0);
    await page.context().close();
  });

  it('films several layers, and watches, as what Safari calls itself', async () => {
    const safari =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 16_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ' +
      'Version/16.4 Mobile/15E148 Safari/604.1';
    const query = new URLSearchParams({ camera: 'virtual', auto: '1', width: '640', height: '360', fps: '15' });
    const filming = await openPage(`${watch}/live?${query}`, named(safari));
    await filming.locator('main[data-status="live"]').waitFor();
    const page = await openPage(watch, named(safari));
    const moving = async () => Object.values(await framesOf(page)).filter(({ count }) => count > 5).length;
    await until(async () => (await moving()) === 2, 'two pictures move');
    // Alone and large, it wants the upper layer.
    await page.locator('[data-perspective] .tile-face').last().click();
    const widest = () =>
      page
        .locator('video')
        .evaluateAll((all) => Math.max(...all.map((video) => (video as HTMLVideoElement).videoWidth)));
    await until(async () => (await widest()) === 640, 'the upper layer is shown');
    await filming.context().close();
    await page.context().close();
  });

  it('says so where it lacks WebRTC, and still lists events', async () => {
    const page = await openPage(watch, without('RTCPeerConnection'));
    await page.locator('.trouble h1').waitFor();
    await page.goto(server.url);
    await page.locator(`[data-event="${opened.event.id}"]`).waitFor();
    await page.context().close();
  });

  it('is told that it is too old where more is missing, in both languages', async () => {
    for (const [locale, sentence, missing] of [
      ['en-GB', 'This browser is too old for Polyscope.', 'ResizeObserver'],
      ['fr-FR', 'Ce navigateur est trop ancien pour Polyscope.', 'Array.prototype.findLast'],
    ] as const) {
      const page = await openPage(
        '/',
        async (person) => {
          await without(missing)(person);
          // The scripts of such a browser do not run to the end.
          await person.route(/assets\/index.*\.js/, (route) =>
            route.fulfill({ contentType: 'text/javascript', body: 'a b' }),
          );
        },
        locale,
      );
      await says(page, sentence);
      await page.locator('.trouble a[href="/"]').waitFor();
      await page.context().close();
    }
  });
});

describe('a page that cannot draw itself', () => {
  const script =
    (body: string): Prepare =>
    (person) =>
      person.route(/assets\/index.*\.js/, (route) => route.fulfill({ contentType: 'text/javascript', body }));

  it.each([
    ['a syntax that the browser does not know', script('const a = ;'), 'tooOld'],
    ['an error before anything is drawn', script('throw new Error("early")'), 'broken'],
    ['a promise that nobody awaits', script('Promise.reject(new Error("early"))'), 'broken'],
    [
      'a main script that is blocked',
      (person: BrowserContext) => person.route(/assets\/index.*\.js/, (route) => route.abort()),
      'noFiles',
    ],
    [
      'a script of all pages that is blocked',
      (person: BrowserContext) => person.route(/assets\/live.*\.js/, (route) => route.abort()),
      'noFiles',
    ],
  ])('says so after %s', async (_, prepare, why) => {
    const page = await openPage('/', prepare);
    await boot(page, why).getByRole('button', { name: 'Reload the page' }).waitFor();
    await page.context().close();
  });

  it('says that it takes long, and that is gone once it is drawn', async () => {
    const held: Route[] = [];
    const page = await openPage('/', async (person) => {
      await person.clock.install();
      await person.route(/assets\/page.*\.js/, (route) => void held.push(route));
    });
    await until(() => held.length > 0, 'the script is asked for');
    await page.clock.fastForward(16_000);
    await boot(page, 'slow').waitFor();
    for (const route of held) await route.continue();
    await page.locator(`[data-event="${opened.event.id}"]`).waitFor();
    await page.clock.fastForward(1_000);
    await boot(page, 'slow').waitFor({ state: 'detached' });
    await page.context().close();
  });
});

describe('a page from before an upgrade', () => {
  /** Serves the page of another build, whose scripts are gone, this many times. */
  const former = (times: number): Prepare => {
    let left = times;
    return (person) =>
      person.route(`${server.url}/`, async (route) => {
        const response = await route.fetch();
        const body = await response.text();
        left -= 1;
        await route.fulfill({
          response,
          body: left >= 0 ? body.replaceAll(/(index|live|page)-[\w-]{8}\./g, '$1-FORMER00.') : body,
        });
      });
  };

  it('reloads itself', async () => {
    const page = await openPage('/', former(1));
    await page.locator(`[data-event="${opened.event.id}"]`).waitFor();
    await page.context().close();
  });

  it('says so if that does not help', async () => {
    const page = await openPage('/', former(Number.POSITIVE_INFINITY));
    await boot(page, 'noFiles').waitFor();
    await page.context().close();
  });

  it('reloads itself once when a part that it asks for later is gone', async () => {
    let isUpgraded = false;
    let loads = 0;
    const page = await openPage('/', async (person) => {
      await person.route(/assets\/HomePage.*\.js/, (route) =>
        isUpgraded ? route.continue() : route.fulfill({ status: 404 }),
      );
      await person.route(`${server.url}/`, async (route) => {
        loads += 1;
        // The page that was loaded first is of another build than the one that is served by now.
        const response = await route.fetch();
        const body = await response.text();
        isUpgraded = loads > 2;
        const renamed = body.replaceAll('/assets/index-', '/assets/./index-');
        await route.fulfill({ response, body: loads === 1 ? renamed : body });
      });
    });
    await page.locator(`[data-event="${opened.event.id}"]`).waitFor();
    expect(loads).toBe(3);
    await page.context().close();
  });
});

describe('where the network lets no WebSocket through', () => {
  it.each<[Blocking]>([['refuses'], ['swallows']])('a page watches by polling: the proxy %s them', async (blocking) => {
    const proxy = await startBlockingProxy(server.url, blocking);
    const page = await openPage(watch, nothing, 'en-GB', proxy.url);
    await pictureMoves(page);
    await page.context().close();
    proxy.close();
  });
});

describe('a page that comes back from the browser’s cache of pages', () => {
  it('is loaded again, since its connections are dead', async () => {
    const page = await openPage(watch);
    await pictureMoves(page);
    const again = page.waitForEvent('load');
    await page.evaluate(() => {
      window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
      window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    });
    await again;
    await pictureMoves(page);
    await page.context().close();
  });
});
