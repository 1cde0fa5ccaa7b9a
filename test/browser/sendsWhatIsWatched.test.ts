import type { Page } from 'playwright-core';
import { afterAll, describe, it } from 'vitest';
import { newPerson } from '../support/browser.ts';
import { startCrowd } from '../support/crowd.ts';
import { startEvening, until } from '../support/evening.ts';
import { mediaReceived, watchConnections } from '../support/pageMedia.ts';

const crowd = await startCrowd(2);
afterAll(() => crowd.close());
const wanted = () => crowd.phones.map((phone) => phone.wanted);
const all = (layer: number | null) => () => wanted().every((each) => each === layer);

const setHidden = (page: Page, isHidden: boolean) =>
  page.evaluate((hidden) => {
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => (hidden ? 'hidden' : 'visible'),
    });
    document.dispatchEvent(new Event('visibilitychange'));
  }, isHidden);

describe('what nobody sees is not sent', () => {
  const small = { width: 320, height: 420 };

  it('phones send the layer that the tiles need, larger ones and smaller ones', async () => {
    const page = await crowd.viewer('', { size: small }, watchConnections);
    await until(async () => (await page.locator('[data-picture="true"]').count()) === 2, 'two pictures');
    await until(all(0), 'the smallest layer is wanted');
    await page.setViewportSize({ width: 1_440, height: 900 });
    await until(() => wanted().every((layer) => (layer ?? 0) >= 1), 'a larger one is wanted');
    await page.waitForFunction(() => [...document.querySelectorAll('video')].every((video) => video.videoWidth >= 640));
    await page.setViewportSize(small);
    await until(all(0), 'the smallest is wanted again');
    await page.context().close();
  });

  it('a hidden tab receives nothing, its phones get a notice, and it is back at once', async () => {
    const page = await crowd.viewer('', { size: small }, watchConnections);
    await until(async () => (await page.locator('[data-picture="true"]').count()) === 2, 'two pictures');
    await setHidden(page, true);
    let last = await mediaReceived(page);
    await until(async () => {
      await page.waitForTimeout(300);
      const now = await mediaReceived(page);
      const isStill = now === last;
      last = now;
      return isStill;
    }, 'nothing comes');
    await until(all(null), 'the phones learn that nobody watches');
    const rest = await mediaReceived(page);
    await setHidden(page, false);
    await until(async () => (await mediaReceived(page)) > rest + 5_000, 'it flows again');
    await until(all(0), 'the phones learn it');
    await page.context().close();
  });

  it('a real phone stops and starts its larger layer and its sound on the server’s notices', async () => {
    const evening = await startEvening();
    try {
      const person = await newPerson(evening.browser);
      await watchConnections(person);
      const camera = { width: 640, height: 360, fps: 10, layers: 2 };
      const { page: phone } = await evening.phone(camera, { person });
      const activeOf = () =>
        phone.evaluate(() => {
          const senders = (window.__connections ?? [])
            .filter(({ connectionState }) => connectionState === 'connected')
            .flatMap((connection) => connection.getSenders());
          const video = senders.find(({ track }) => track?.kind === 'video');
          return {
            layers: video?.getParameters().encodings.map((encoding) => encoding.active) ?? [],
            sound: senders.some(({ track }) => track?.kind === 'audio'),
          };
        });
      const sent = (layers: readonly boolean[], sound: boolean) =>
        until(
          async () => JSON.stringify(await activeOf()) === JSON.stringify({ layers, sound }),
          `layers ${layers.join()} and sound ${sound} are sent`,
        );
      await sent([true, false], false);
      const viewer = await evening.viewer();
      await sent([true, true], false);
      const id = await viewer.locator('[data-perspective]').first().getAttribute('data-perspective');
      const hearing = await evening.viewer(`?sound=${id}`);
      await sent([true, true], true);
      await hearing.context().close();
      await sent([true, true], false);
      await viewer.context().close();
      await sent([true, false], false);
    } finally {
      await evening.close();
    }
  });
});
