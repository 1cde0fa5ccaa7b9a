import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { en } from '../../client/words/en.ts';
import type { EventReply } from '../../shared/restApi.ts';
import { complaintsOf, launchBrowser, newPerson, sizes } from '../support/browser.ts';
import { filmingOn } from '../support/filming.ts';
import { createRig } from '../support/rig.ts';

/** The address for phones; a page opened at the loopback asks the server for it. */
const reachable = '192.0.2.77';
const rig = await createRig({ isPlain: 'uplinks', env: { ANNOUNCED_ADDRESS: `127.0.0.1,${reachable}` } });
const { film } = filmingOn(rig);
/** Live cameras are counted with the next heartbeat, and the list is read once a second. */
const soon = { timeout: 30_000, interval: 500 };
const browser = await launchBrowser();
afterAll(() => browser.close());
afterEach(async () => {
  await Promise.all(browser.contexts().map((person) => person.close()));
});

type Visit = NonNullable<Parameters<typeof newPerson>[1]> & { hasPictures?: boolean };
async function visitHome({ hasPictures = false, ...options }: Visit = {}): Promise<Page> {
  const person = await newPerson(browser, options);
  // Other tests skip the pictures at the top, which take a second to draw.
  if (!hasPictures)
    await person.addInitScript(() => Reflect.set(HTMLCanvasElement.prototype, 'getContext', () => null));
  const page = await person.newPage();
  await page.goto(rig.server.url);
  await page.locator('.home-list [data-event]').first().waitFor();
  return page;
}

const eventOf = async (id: string) => (await rig.http(`/api/events/${id}`)).body as unknown as EventReply;
const titles = (page: Page) => page.locator('.home-list [data-event] h3').allInnerTexts();

describe('anybody opens an event', () => {
  it('through the form, and has its three links, now and after a reload', async () => {
    const page = await visitHome();
    const complaints = complaintsOf(page);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));

    await page.getByRole('button', { name: 'Open an event' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('What is it called?').fill('Fireworks over the river');
    await form.getByRole('radio', { name: en.home.doorsHeld }).check();
    await form
      .getByLabel('Where')
      .fill('https://www.google.com/maps/place/Quay/@48.1,2.1,17z/data=!8m2!3d48.8584!4d2.2945');
    expect(await form.getByLabel('Where').inputValue()).toBe('48.85840, 2.29450');
    await form.getByRole('button', { name: /^Centre of the event/ }).press('ArrowUp');
    await form.getByRole('button', { name: 'Open the event' }).click();

    const links = page.getByRole('dialog', { name: 'Fireworks over the river is open' });
    // Once the page knows an address other than localhost, it says that phones do not film there over http.
    await links.getByText('Phones film over https only').waitFor();
    expect(await links.getByRole('img', { name: 'QR code of the link to film' }).count()).toBe(0);
    const link = async (name: string) =>
      new URL(await links.getByRole('textbox', { name: `Link: ${name}` }).inputValue());
    const [watch, film, moderate] = [await link('Watch'), await link('Film'), await link('Moderate')];
    expect([watch, film, moderate].map(({ hostname }) => hostname)).toEqual([reachable, reachable, reachable]);
    const id = watch.pathname.slice('/e/'.length);
    expect(id).toMatch(/^fireworks-over-the-river-/);
    expect(film.pathname).toBe(`/e/${id}/live`);
    expect(moderate.pathname).toBe(`/e/${id}/moderate`);
    expect(moderate.search).toBe('');
    expect(moderate.hash).toMatch(/^#token=.{40,}$/);

    const { event } = await eventOf(id);
    expect(event.doors).toBe('held');
    expect(event.venue?.radiusM).toBe(150);
    // One key's step to the north, and none to the east.
    const northM = ((event.venue?.latitude ?? 0) - 48.8584) * 111_195;
    expect(northM).toBeGreaterThan(2);
    expect(northM).toBeLessThan(10);
    expect(event.venue?.longitude).toBe(2.2945);

    await page.reload();
    const own = page.getByRole('region', { name: 'Your events' }).locator(`[data-event="${id}"]`);
    await own.waitFor();
    expect(await own.getByRole('link', { name: 'Moderate Fireworks over the river' }).getAttribute('href')).toBe(
      moderate.pathname + moderate.hash,
    );
    expect(asked.filter((url) => url.includes(moderate.hash.slice('#token='.length)))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('and sees what is missing; nothing is sent', async () => {
    const page = await visitHome();
    const before = (await titles(page)).length;
    await page.getByRole('button', { name: 'Open an event' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Where').fill('behind the church');
    await form.getByRole('button', { name: 'Open the event' }).click();
    await form.getByText('Give it a name.').waitFor();
    expect(await form.getByLabel('What is it called?').evaluate((field) => field === document.activeElement)).toBe(
      true,
    );
    expect(await form.getByLabel('Where').getAttribute('aria-invalid')).toBe('true');
    await form.getByLabel('Where').fill('https://maps.app.goo.gl/abc123');
    await form.getByText('This link doesn’t hold the position.').waitFor();
    await form.getByLabel('Where').fill('48,8584 2,2945');
    expect(await form.getByLabel('Where').getAttribute('aria-invalid')).toBe('false');
    const { body } = await rig.http('/api/events');
    expect(body.events).toHaveLength(before);
  });

  it('that only its link leads to, on a later day that the form says back', async () => {
    const person = await newPerson(browser, { timezoneId: 'Europe/Paris' });
    const page = await person.newPage();
    await page.goto(rig.server.url);
    await page.getByRole('button', { name: 'Open an event' }).first().click();
    const form = page.getByRole('dialog');
    await form.getByLabel('What is it called?').fill('A surprise');
    await form.getByRole('radio', { name: en.home.findByLink }).check();
    await form.getByText('Anyone who has the link can watch.').waitFor();
    await form.getByRole('radio', { name: 'Later' }).check();
    const nextYear = new Date().getFullYear() + 1;
    await form.getByLabel('Date and time').fill(`${nextYear}-12-01T20:00`);
    await form.getByText(`Set for 1 Dec ${nextYear}, 20:00 (Central European Time).`).waitFor();
    await form.getByRole('button', { name: 'Open the event' }).click();
    const links = page.getByRole('dialog', { name: `A surprise is set for 1 Dec ${nextYear}, 20:00` });
    const watch = new URL(await links.getByRole('textbox', { name: 'Link: Watch' }).inputValue());
    const { event } = await eventOf(watch.pathname.slice('/e/'.length));
    expect(event).toMatchObject({ listed: false, startsAt: Date.UTC(nextYear, 11, 1, 19) });
    const { body } = await rig.http('/api/events');
    expect((body.events as { id: string }[]).filter(({ id }) => id === event.id)).toEqual([]);
    await page.reload();
    await page.locator(`.own[data-event="${event.id}"]`).getByText(en.home.byLinkOnly).waitFor();
  });

  it('and sizes and moves its circle on the plan with a finger', async () => {
    const page = await visitHome({ size: sizes.phone });
    await page.getByRole('button', { name: 'Open an event' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Where').fill('0, 0');
    const drag = async (handle: string, byPx: { x: number; y: number }) => {
      // After the form's animation.
      await form.locator(handle).hover();
      const box = await form.locator(handle).boundingBox();
      if (!box) throw new Error(`${handle} is nowhere`);
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + byPx.x, y + byPx.y, { steps: 4 });
      await page.mouse.up();
    };
    await drag('.picker-edge', { x: -40, y: 0 });
    const radiusM = Number.parseInt((await form.locator('output').textContent()) ?? '', 10);
    expect(radiusM).toBeLessThan(140);
    expect(radiusM).toBeGreaterThan(50);
    await drag('.picker-centre', { x: 30, y: 30 });
    const [latitude, longitude] = (await form.getByLabel('Where').inputValue()).split(',').map(Number);
    expect(latitude).toBeLessThan(0);
    expect(longitude).toBeCloseTo(-(latitude ?? 0), 4);
    await form.getByText(/^Moved \d+ m south-east\.$/).waitFor();
  });
});

describe('the list of events', () => {
  it('asks for the position only after a tap, and then shows the nearest first', async () => {
    const at = (latitude: number, longitude: number) => ({ venue: { latitude, longitude, radiusM: 100 } });
    await rig.openEvent({ title: 'In Paris', ...at(48.86, 2.3) });
    await rig.openEvent({ title: 'In Marseille', ...at(43.3, 5.37) });
    await rig.openEvent({ title: 'Around the corner', ...at(43.3, 5.3775) });
    const page = await visitHome({ geolocation: { latitude: 43.3, longitude: 5.37 } });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const near = page.getByRole('button', { name: 'Near me' });
    expect(await near.getAttribute('aria-pressed')).toBe('false');
    expect(await page.locator('.distance').count()).toBe(0);

    await near.click();
    await page.locator('.near-me[aria-pressed="true"]').waitFor();
    const mine = ['In Paris', 'Around the corner', 'In Marseille'];
    expect((await titles(page)).filter((title) => mine.includes(title))).toEqual([...mine].reverse());
    const distanceTo = (title: string) =>
      page.locator('[data-event]').filter({ hasText: title }).locator('.distance').textContent();
    const [here, corner, paris] = [
      await distanceTo('In Marseille'),
      await distanceTo('Around'),
      await distanceTo('In Paris'),
    ];
    expect(here).toBe('under 100 m away');
    expect(corner).toMatch(/^[5-7]00 m away$/);
    expect(paris).toMatch(/^66\d km away$/);
    // The position is made coarse before it is sent.
    expect(asked.filter((url) => url.includes('near=')).length).toBeGreaterThan(0);
    expect(asked.filter((url) => url.includes('near=43.3,5.37&'))).toEqual([]);
  });

  it('shows live ones as pictures with their count, and the others as rows', async () => {
    const { event } = await rig.openEvent({ title: 'Filmed by two' });
    const { event: waiting } = await rig.openEvent({ title: 'Filmed by nobody' });
    const person = await newPerson(browser);
    const asked: string[] = [];
    await person.route('**/preview.jpg*', (route) => {
      asked.push(new URL(route.request().url()).pathname);
      return route.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' });
    });
    const page = await person.newPage();
    await page.goto(rig.server.url);
    for (const camera of [1, 2]) await film(event.id, camera);
    const card = page.locator(`.card[data-event="${event.id}"]`);
    await expect
      .poll(async () => {
        await page.evaluate(() => window.dispatchEvent(new Event('online')));
        return card.getByText('2 filming').count();
      }, soon)
      .toBe(1);
    await card.locator('img[data-shown="true"]').waitFor();
    expect(new Set(asked)).toEqual(new Set([`/api/events/${event.id}/preview.jpg`]));
    const link = (name: string) => page.getByRole('link', { name, exact: true }).getAttribute('href');
    expect(await link('Filmed by two')).toBe(`/e/${event.id}`);
    expect(await link('Film Filmed by two')).toBe(`/e/${event.id}/live`);
    const row = page.getByRole('region', { name: 'Waiting for cameras' }).locator(`.row[data-event="${waiting.id}"]`);
    await row.getByText('No one is filming yet').waitFor();
    expect(await link('Film Filmed by nobody')).toBe(`/e/${waiting.id}/live`);
  });

  it('does not move when its font comes, however late that is', async () => {
    const person = await newPerson(browser, { size: sizes.phone });
    await person.addInitScript(() => {
      Reflect.set(HTMLCanvasElement.prototype, 'getContext', () => null);
      Reflect.set(window, 'shift', 0);
      new PerformanceObserver((list) => {
        const moved = list.getEntries() as (PerformanceEntry & { value: number })[];
        const sum = moved.reduce((all, { value }) => all + value, Reflect.get(window, 'shift'));
        Reflect.set(window, 'shift', sum);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    const page = await person.newPage();
    const asked: string[] = [];
    const drawn = Promise.withResolvers<void>();
    await page.route('**/*.woff2', async (route) => {
      asked.push(route.request().url());
      await drawn.promise;
      await route.continue();
    });
    // Browsers wait for it with their "load".
    await page.goto(rig.server.url, { waitUntil: 'commit' });
    await page.locator('.home-list [data-event]').first().waitFor();
    const isHere = () =>
      page.evaluate(() =>
        [...document.fonts].some(({ family, status }) => family.includes('Inter Variable') && status === 'loaded'),
      );
    expect(await isHere()).toBe(false);
    drawn.resolve();
    await expect.poll(isHere).toBe(true);
    // Two frames later the text is drawn in the font, and what moved is known.
    const shift = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const read = () => setTimeout(() => resolve(Reflect.get(window, 'shift')), 100);
          requestAnimationFrame(() => requestAnimationFrame(read));
        }),
    );
    expect(shift).toBeLessThan(0.05);
    // One file, for both languages; others wait until a title needs their letters.
    expect(new Set(asked).size).toBe(1);
  });

  it('says that the server cannot be reached, and keeps what it knows', async () => {
    const page = await visitHome();
    await page.route('**/api/events*', (route) => route.abort());
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await page.getByRole('alert').getByText('The server cannot be reached.').waitFor();
    expect((await titles(page)).length).toBeGreaterThan(0);
    await page.unroute('**/api/events*');
    // The button, unless the page has already tried again by itself.
    await page.evaluate(() => document.querySelector<HTMLElement>('.notice button')?.click());
    await page.getByRole('alert').waitFor({ state: 'detached' });
  });

  it('has pictures of one concert above it, as many perspectives as fit', async () => {
    const page = await visitHome({ hasPictures: true, size: sizes.phone });
    const pictures = page.locator('.hero-pictures canvas:visible');
    const drawn = page.locator('.hero-pictures canvas[data-drawn="true"]:visible');
    await drawn.nth(5).waitFor({ timeout: 60_000 });
    expect(await pictures.count()).toBe(6);
    const shown = await drawn.evaluateAll((all: HTMLCanvasElement[]) => all.map((canvas) => canvas.toDataURL()));
    expect(new Set(shown).size).toBe(6);
  });

  it('is in French for French readers', async () => {
    const page = await visitHome({ locale: 'fr-FR', size: sizes.phone });
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
    await page.getByRole('heading', { level: 1, name: 'Tout voir, de partout à la fois.' }).waitFor();
    await page.getByRole('link', { name: /^Essayer la démo/ }).waitFor();
    await page.getByRole('button', { name: 'Ouvrir un événement' }).click();
    await page.getByRole('button', { name: 'Ouvrir l’événement' }).click();
    await page.getByText('Donnez-lui un nom.').waitFor();
  });
});
