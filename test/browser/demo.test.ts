import { afterAll, describe, expect, it } from 'vitest';
import { en } from '../../client/words/en.ts';
import { addressOf, complaintsOf, launchBrowser, newPerson } from '../support/browser.ts';
import { startEvening, until } from '../support/evening.ts';
import { framesOf, watchFrames } from '../support/watchFrames.ts';

const evening = await startEvening();
afterAll(() => evening.close());

describe('the demo', () => {
  it('needs no phone: its cameras are moving tiles, as many as the page asks for', async () => {
    const person = await newPerson(evening.browser);
    await watchFrames(person);
    const page = await person.newPage();
    const complaints = complaintsOf(page);
    await page.goto(`${evening.server.url}/demo?cameras=2`);
    const moving = async () => Object.values(await framesOf(page)).filter(({ count }) => count > 5).length;
    await until(async () => (await moving()) === 2, 'two tiles move');
    await page.getByRole('button', { name: 'Add a camera' }).click();
    await until(async () => (await moving()) === 3, 'a third one moves');
    expect((await addressOf(page)).searchParams.get('cameras')).toBe('3');
    await page.getByRole('button', { name: 'Remove a camera' }).click();
    await until(async () => (await page.locator('[data-perspective]').count()) === 2, 'two tiles are left');
    expect(complaints).toEqual([]);
  });

  it('runs at a plain http address, where browsers offer less, in a browser with an unknown name', async () => {
    const browser = await launchBrowser(['--host-resolver-rules=MAP lan.test 127.0.0.1']);
    try {
      const person = await browser.newContext();
      await watchFrames(person);
      const page = await person.newPage();
      await page.goto(`${evening.server.url.replace('127.0.0.1', 'lan.test')}/demo?cameras=2`);
      expect(await page.evaluate(() => window.isSecureContext || 'userAgentData' in navigator)).toBe(false);
      expect(await page.evaluate(() => navigator.userAgent)).not.toMatch(/\bChrom(e|ium)\//);
      const moving = async () => Object.values(await framesOf(page)).filter(({ count }) => count > 5).length;
      await until(async () => (await moving()) === 2, 'two tiles move');
    } finally {
      await browser.close();
    }
  });

  it.each([
    { page: 'the demo', path: '/demo' },
    { page: 'a viewer', path: `/e/${evening.opened.event.id}` },
    { page: 'a moderator', path: evening.opened.links.moderate },
  ])('a browser whose WebRTC is too old shows that at once: $page', async ({ path }) => {
    const person = await newPerson(evening.browser);
    await person.addInitScript(() => {
      Reflect.deleteProperty(RTCRtpTransceiver.prototype, 'setCodecPreferences');
      Object.defineProperty(navigator, 'userAgentData', { value: undefined });
      Object.defineProperty(navigator, 'userAgent', {
        value: 'Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Firefox/115.0',
      });
    });
    const page = await person.newPage();
    await page.goto(evening.server.url + path);
    await page.getByText(en.watch.noWebRtc).waitFor();
    await person.close();
  });
});
