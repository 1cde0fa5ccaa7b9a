import type { BrowserContext } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { expectNearlyAll, hasOneInstant, recordRefreshes, watchChosenFrames } from '../support/chosenFrames.ts';
import { startCrowd } from '../support/crowd.ts';
import { until } from '../support/evening.ts';
import { metricsOf } from '../support/metricsOf.ts';
import { sdpLines, watchConnections } from '../support/pageMedia.ts';
import type { RawSocket } from '../support/socket.ts';

const cameras = 12;
const tiles = 4;
const crowd = await startCrowd(cameras);
afterAll(() => crowd.close());

const consumers = async () =>
  [...(await metricsOf(crowd.server.url))]
    .filter(([name]) => name.startsWith('polyscope_consumers'))
    .reduce((sum, [, count]) => sum + count, 0);

declare global {
  interface Window {
    __decodesTiles?: number;
  }
}

/** Lets the browser count only the frames of `__decodesTiles` tiles as decoded. */
async function limitDecoding(person: BrowserContext): Promise<void> {
  await person.addInitScript(() => {
    const getStats = RTCPeerConnection.prototype.getStats;
    const counted = new Map<string, { from: number; decoded: number }>();
    RTCPeerConnection.prototype.getStats = async function () {
      const there = document.querySelectorAll('[data-perspective]').length;
      const share = Math.min(1, (window.__decodesTiles ?? there) / there);
      const entries = [...(await getStats.call(this))].map(([id, entry]) => {
        if (entry.type !== 'inbound-rtp' || entry.kind !== 'video') return [id, entry] as const;
        const from = Number(entry.framesDecoded ?? 0);
        const last = counted.get(id) ?? { from, decoded: from };
        const decoded = last.decoded + (from - last.from) * share;
        counted.set(id, { from, decoded });
        return [id, { ...entry, framesDecoded: Math.round(decoded) }] as const;
      });
      return new Map(entries) as unknown as RTCStatsReport;
    };
  });
}

/** Tells the server how far this process's clock is from its own, as a phone does. */
async function reportClock(socket: RawSocket): Promise<void> {
  const sentAt = performance.now();
  const { receivedAt } = await socket.must<{ receivedAt: number }>('exchangeTime', {});
  const offsetMs = receivedAt - (performance.timeOrigin + (sentAt + performance.now()) / 2);
  await socket.must('reportClock', { offsetMs, boundMs: 5, cameraDelayMs: 0, captureTimeErrorMs: 0 });
}

describe('more perspectives than a device shows at once', () => {
  it('are shown as stills, and one that is tapped comes into the grid', async () => {
    const page = await crowd.viewer(`?tiles=${tiles}`, {}, watchConnections);
    const pictures = page.locator('[data-perspective][data-picture="true"]');
    await until(async () => (await pictures.count()) === tiles, 'four pictures');
    const thumbnails = page.locator('[data-thumbnail]');
    expect(await thumbnails.count()).toBe(cameras - tiles);
    await until(
      async () => (await page.locator('[data-thumbnail] img').count()) === cameras - tiles,
      'a still of each of the others',
    );
    const widths = await page
      .locator('[data-thumbnail] img')
      .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth));
    expect(new Set(widths)).toEqual(new Set([320]));
    const chosen = await thumbnails.nth(3).getAttribute('data-thumbnail');
    await thumbnails.nth(3).click();
    await page.locator(`[data-perspective="${chosen}"][data-picture="true"]`).waitFor();
    expect(await page.locator('[data-perspective]').count()).toBe(tiles);
    await page.context().close();
  });

  it('keep one instant where a device that cannot decode all gives up some', async () => {
    for (const { socket } of crowd.phones) await reportClock(socket);
    const page = await crowd.viewer('?tiles=6', { mayGiveUp: true }, async (person) => {
      await watchChosenFrames(person);
      await limitDecoding(person);
    });
    const shown = page.locator('[data-perspective][data-source="absCaptureTime"]');
    await until(async () => (await shown.count()) === 6, 'six tiles whose capture times are known');
    await page.evaluate(() => {
      window.__decodesTiles = 3.5;
    });
    const grid = page.locator('.grid');
    await until(async () => (await grid.getAttribute('data-shown')) === String(tiles), 'two tiles are given up');
    const ids = await shown.evaluateAll((all) => all.map((tile) => (tile as HTMLElement).dataset.perspective ?? ''));
    expect(ids).toHaveLength(tiles);
    const refreshes = await recordRefreshes(page, ids);
    expectNearlyAll(refreshes, hasOneInstant);
    // Frames wait for their instant and are not shown on arrival.
    expectNearlyAll(refreshes, (refresh) => [...refresh.tiles.values()].some(({ waitingMs }) => waitingMs !== null));
    await page.context().close();
  });

  it('are fewer where a device cannot decode all: it says so, tries more later, and can be told to show all', async () => {
    const page = await crowd.viewer('?tiles=6', { mayGiveUp: true }, limitDecoding);
    const grid = page.locator('.grid');
    const shows = (count: number) => async () => (await grid.getAttribute('data-shown')) === String(count);
    await until(async () => (await page.locator('[data-picture="true"][data-perspective]').count()) === 6, 'six');
    await page.evaluate(() => {
      window.__decodesTiles = 3.5;
    });
    await until(shows(tiles), 'two tiles are given up');
    expect(await grid.getAttribute('data-wished')).toBe('6');
    expect(await page.locator('[data-thumbnail]').count()).toBe(cameras - tiles);
    await until(async () => (await consumers()) === tiles, 'the server sends no more than these');
    await page.getByRole('button', { name: 'Showing 4 of 6: this device is busy' }).click();
    await page.locator('.sync-panel').getByText('Showing 4 of 6: this device is busy').waitFor();
    await until(shows(tiles + 1), 'one more is tried', 60_000);
    await until(shows(tiles), 'the try has failed');
    await page.getByRole('button', { name: 'Show all anyway' }).click();
    await until(shows(6), 'all that the viewer insists on');
    expect(await page.locator('[data-device-notice]').count()).toBe(0);
    await page.getByRole('button', { name: 'Let this device choose again' }).click();
    await until(shows(tiles), 'the device chooses again');
    await page.context().close();
  });

  it('on another page, keys and drags are about what is shown there', async () => {
    const page = await crowd.viewer(`?tiles=${tiles}`);
    const shown = () =>
      page
        .locator('[data-perspective]')
        .evaluateAll((all) => all.map((tile) => (tile as HTMLElement).dataset.perspective ?? ''));
    await until(async () => (await shown()).length === tiles, 'four tiles');
    const first = await shown();
    await page.keyboard.press('PageDown');
    await until(async () => (await shown())[0] !== first[0], 'the next page');
    const second = await shown();
    const order = () => new URL(page.url()).searchParams.get('order')?.split(',') ?? [];
    const [a = '', b = '', c = '', d = ''] = second;
    await page.keyboard.press('Shift+ArrowRight');
    await until(async () => order().length === cameras, 'an order of all');
    expect(order().slice(0, 2 * tiles)).toEqual([...first, b, a, c, d]);
    await page.locator(`[data-perspective="${d}"]`).dragTo(page.locator(`[data-perspective="${b}"]`));
    await until(async () => order()[tiles] === d, 'the last one is first');
    expect(order().slice(0, 2 * tiles)).toEqual([...first, d, b, a, c]);
    expect(await shown()).toEqual(second);
    await page.context().close();
  });

  it('are paged through without leaks', async () => {
    const page = await crowd.viewer(`?tiles=${tiles}`, {}, watchConnections);
    const first = () => page.locator('[data-perspective]').first().getAttribute('data-perspective');
    await until(
      async () => (await page.locator('[data-picture="true"][data-perspective]').count()) === tiles,
      'four pictures',
    );
    const before = await sdpLines(page);
    for (let turn = 0; turn < 15; turn += 1) {
      const last = await first();
      await page.keyboard.press('PageDown');
      await until(async () => (await first()) !== last, 'the next page');
    }
    await until(
      async () => (await page.locator('[data-picture="true"][data-perspective]').count()) === tiles,
      'the last page shows pictures',
    );
    expect(await sdpLines(page)).toBeLessThanOrEqual(2 * before);
    expect(await page.locator('video').count()).toBe(tiles);
    // Consumers for stills are not counted: they serve no viewer.
    await until(async () => (await consumers()) <= tiles, 'no consumer is left over');
    await page.context().close();
  });
});

describe('a perspective whose worker is full', () => {
  it('reaches viewers on another one, through a pipe', async () => {
    const two = await startCrowd(1, { env: { WORKERS: '2', MAX_WORKER_PACKETS: '100' } });
    try {
      const share = async () =>
        Math.max(
          ...[...(await metricsOf(two.server.url))]
            .filter(([name]) => name.startsWith('polyscope_worker_load_share'))
            .map(([, value]) => value),
        );
      // It ignores `wantedLayer` and sends all layers, to load the worker.
      two.phones[0]?.socket.socket.off('wantedLayer');
      const isLoaded = async () => {
        two.phones[0]?.phone.send([0, 1, 2]);
        return (await share()) > 0.7;
      };
      await until(isLoaded, 'the worker is loaded');
      const page = await two.viewer();
      await page.locator('[data-perspective][data-picture="true"]').waitFor();
      expect((await metricsOf(two.server.url)).get('polyscope_pipes')).toBe(1);
    } finally {
      await two.close();
    }
  });
});
