import type { Page } from 'playwright-core';
import { afterAll, expect, it } from 'vitest';
import { en } from '../../client/words/en.ts';
import { sizes, throughRelay } from '../support/browser.ts';
import { startCrowd } from '../support/crowd.ts';
import { until } from '../support/evening.ts';
import { startRelay } from '../support/relay.ts';

const crowd = await startCrowd(3);
const relay = await startRelay(crowd.server.rtcPort, 3);
afterAll(async () => {
  await crowd.close();
  relay.close();
});

/** Enough for one small layer, of 100 kbit/s. */
const narrowBps = 150_000;
const focus = crowd.phones[1]?.id ?? '';

/** Each tile: whether it is marked as starved of bandwidth, and how bright its picture is, 0 to 255. */
const tilesOf = (page: Page) =>
  page.locator('article[data-perspective]').evaluateAll((all) =>
    all.map((tile) => {
      const video = tile.querySelector('video') as HTMLVideoElement;
      const canvas = Object.assign(document.createElement('canvas'), { width: 16, height: 9 });
      const drawn = canvas.getContext('2d') as CanvasRenderingContext2D;
      drawn.drawImage(video, 0, 0, 16, 9);
      const { data } = drawn.getImageData(0, 0, 16, 9);
      const bright = data.reduce((sum, value, at) => sum + (at % 4 === 3 ? 0 : value), 0) / (16 * 9 * 3);
      const { perspective = '', starved, state } = (tile as HTMLElement).dataset;
      return { perspective, isStarved: starved === 'true', state, bright, text: tile.textContent ?? '' };
    }),
  );

it('on a train: starved tiles say so and keep their last picture, the focused one has priority, all recover', async () => {
  const person = { size: sizes.desktop };
  const page = await crowd.viewer(`?mode=focus&focus=${focus}`, person, (context) =>
    throughRelay(context, crowd.server.rtcPort, relay.port),
  );
  await until(async () => (await page.locator('[data-picture="true"]').count()) === 3, 'three pictures');

  relay.down.maxBps = narrowBps;
  const starved = async () => (await tilesOf(page)).filter(({ isStarved }) => isStarved);
  await until(async () => (await starved()).some(({ perspective }) => perspective !== focus), 'too little');
  for (const { text, bright, state } of await starved()) {
    expect(text).toContain(en.watch.starved);
    expect(bright).toBeGreaterThan(40);
    // Frames that waited for the bandwidth make a tile late before it is starved; it is never called stalled.
    expect(['live', 'late']).toContain(state);
  }
  const others = crowd.phones.map(({ id }) => id).filter((id) => id !== focus);
  const names = async () => String((await starved()).map(({ perspective }) => perspective).sort());
  const latency = () => page.locator(`[data-perspective="${focus}"]`).getAttribute('data-latency-ms');
  await until(
    async () => (await names()) === String(others.sort()) && Number((await latency()) ?? Number.NaN) < 1_500,
    'the focused one alone flows, and is up to date',
    45_000,
  );

  relay.down.maxBps = Number.POSITIVE_INFINITY;
  await until(async () => (await starved()).length === 0, 'all flow again');
  await page.getByRole('button', { name: new RegExp(`^${en.sync.figure(en.sync.inSync)}`) }).waitFor();
});
