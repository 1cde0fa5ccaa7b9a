import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../client/words/en.ts';
import { newPerson, throughRelay } from '../support/browser.ts';
import { playoutWorkerOf } from '../support/chosenFrames.ts';
import { type Evening, startEvening, until } from '../support/evening.ts';
import { type Relay, startRelay } from '../support/relay.ts';
import { framesOf, watchFrames } from '../support/watchFrames.ts';

declare global {
  interface Window {
    __takenOffMs?: number;
  }
}

let evening: Evening;
let relay: Relay;
beforeAll(async () => {
  evening = await startEvening();
  relay = await startRelay(evening.server.rtcPort, 7);
  for (const seat of [0, 1]) {
    await evening.phone({ seat, of: 2, width: 160, height: 90, fps: 10, layers: 1, scene: 'plain' });
  }
  await until(async () => (await evening.live()) === 2, 'two phones are live');
});
afterAll(async () => {
  await evening.close();
  relay.close();
});

const delayOf = async (page: Page) => Number(await page.locator('.grid').getAttribute('data-delay-ms'));
const inSync = (page: Page) =>
  until(async () => (await page.locator('[data-perspective][data-sync="good"]').count()) === 2, 'both tiles in sync');

describe('the grid stays in sync', () => {
  it('between viewers in one place who share a delay, for any path delays', async () => {
    const far = await newPerson(evening.browser);
    await throughRelay(far, evening.server.rtcPort, relay.port);
    relay.down.delayMs = 350;
    const watch = `${evening.server.url}/e/${evening.opened.event.id}`;
    const farPage = await far.newPage();
    await farPage.goto(watch);
    const nearPage = await evening.viewer();
    for (const page of [farPage, nearPage]) await inSync(page);
    await until(async () => (await delayOf(farPage)) > (await delayOf(nearPage)) + 200, 'unlike delays');
    for (const page of [farPage, nearPage]) {
      await page.keyboard.press('s');
      await page.locator('.shared-delay input').check();
    }
    await until(async () => Math.abs((await delayOf(farPage)) - (await delayOf(nearPage))) <= 40, 'one delay for both');
    expect(await delayOf(nearPage)).toBeGreaterThan(350);
    await inSync(nearPage);
    await far.close();
    await nearPage.context().close();
  });

  it('after the page slept and woke: no frozen tile, no growing delay', async () => {
    const person = await newPerson(evening.browser);
    await watchFrames(person);
    const page = await person.newPage();
    await page.goto(`${evening.server.url}/e/${evening.opened.event.id}`);
    await inSync(page);
    const session = await person.newCDPSession(page);
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    // The length of the sleep is what is tested.
    await new Promise((resolve) => setTimeout(resolve, 12_000));
    await session.send('Page.setWebLifecycleState', { state: 'active' });
    const woken = await page.evaluate(() => performance.now());
    await until(
      async () => Object.values(await framesOf(page)).every(({ lastAt }) => lastAt > woken),
      'both tiles move again',
    );
    await inSync(page);
    expect(await delayOf(page)).toBeLessThanOrEqual(1_500);
    await person.close();
  });

  it('without the worker of its playout, if that cannot be loaded, or dies while all tiles play', async () => {
    const broken = await newPerson(evening.browser);
    await broken.route(/\/playoutWorker-/, (route) => route.abort());
    const whole = await newPerson(evening.browser);
    await watchFrames(whole);
    const [without, within] = [await broken.newPage(), await whole.newPage()];
    for (const page of [without, within]) await page.goto(`${evening.server.url}/e/${evening.opened.event.id}`);
    await inSync(without);
    expect(await without.locator('.grid').getAttribute('data-playout')).toBe('buffered');

    await within.locator('.grid[data-playout="worker"]').waitFor();
    await inSync(within);
    await playoutWorkerOf(within)?.evaluate(() => void setTimeout(close, 50));
    await within.locator('.grid[data-playout="buffered"]').waitFor();
    const changed = await within.evaluate(() => performance.now());
    await until(
      async () => Object.values(await framesOf(within)).every(({ lastAt }) => lastAt > changed),
      'both tiles move on',
    );
    await inSync(within);
    await broken.close();
    await whole.close();
  });

  it('because each phone reports the error of its capture timestamps', async () => {
    const person = await newPerson(evening.browser, { size: { width: 390, height: 844 } });
    await person.addInitScript(() => {
      const follow = HTMLVideoElement.prototype.requestVideoFrameCallback;
      HTMLVideoElement.prototype.requestVideoFrameCallback = function (callback) {
        return Reflect.apply(follow, this, [
          (at: number, frame: VideoFrameCallbackMetadata) =>
            callback(at, { ...frame, presentationTime: frame.presentationTime + (window.__takenOffMs ?? 0) }),
        ]);
      };
    });
    const wish = { seat: 5, of: 12, width: 160, height: 90, fps: 10, layers: 1, scene: 'plain' as const };
    const { page } = await evening.phone(wish, { person });
    const errorMs = async () => {
      const path = `${evening.server.url}/api/events/${evening.opened.event.id}/perspectives`;
      const { perspectives } = await (await fetch(path)).json();
      const own = perspectives.find(({ label }: { label: string }) => label === en.demo.seats[5]);
      return Number(own?.clock?.captureTimeErrorMs ?? Number.NaN);
    };
    await until(async () => !Number.isNaN(await errorMs()), 'its clock is known');
    // A later reported capture makes the timestamps too early by as much; browsers err by 30 ms at most.
    await page.evaluate(() => {
      window.__takenOffMs = 40;
    });
    await until(async () => (await errorMs()) < -32, 'the error is reported');
  });
});
