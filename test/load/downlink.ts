import type { MediaStatus } from '../../shared/conversations/moderator.ts';
import { layerFor } from '../../shared/layers.ts';
import { crowdLayers, startCrowd } from '../support/crowd.ts';
import { until } from '../support/evening.ts';
import { machine, median, report, round } from '../support/figures.ts';
import { bytesReceived, mediaReceived, watchConnections } from '../support/pageMedia.ts';
import { openSocket } from '../support/socket.ts';

// npm run bench -- downlink: 40 phones, simulated packet by packet with real pictures; one real browser shows nine.
const cameras = 40;
const tiles = 9;
const repeats = 5;
const measureMs = 5_000;
/** A page waits this long before it reports a tile as hidden; see `shared/layers.ts`. */
const hideAfterMs = 2_000;
/** mediasoup's own rule, where the estimate of bandwidth decides (`StreamMinActiveMs` in its worker). */
const warmAfterMs = 2_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A floor for the bandwidth estimate, which falls on a busy machine and is not what is measured. */
const floorBps = 8_000_000;
const crowd = await startCrowd(cameras, { env: { DOWNLINK_FLOOR_BPS: String(floorBps) } });
try {
  const { opened, server } = crowd;
  const moderator = await openSocket(server.url, 'moderator', { event: opened.event.id, token: opened.token });
  const page = await crowd.viewer(`?tiles=${tiles}&playout=plain`, {}, watchConnections);
  const shown = () =>
    page
      .locator('[data-perspective][data-picture="true"]')
      .evaluateAll((all) =>
        all.map((tile) => [tile.getAttribute('data-perspective') ?? '', tile.clientWidth] as const),
      );
  await until(async () => (await shown()).length === tiles, 'nine pictures');
  await pause(6_000);

  // Received bytes, compared with the rates that the server measures of the layers that fit these tiles.
  const shares: number[] = [];
  const figures = { receivedKbps: 0, fittingKbps: 0 };
  for (let round = 0; round < repeats; round += 1) {
    const before = await bytesReceived(page);
    const from = performance.now();
    await pause(measureMs);
    const receivedBps = (((await bytesReceived(page)) - before) * 8_000) / (performance.now() - from);
    const { perspectives } = await moderator.must<MediaStatus>('status', {});
    const widths = new Map(await shown());
    const fittingBps = perspectives
      .filter(({ perspective }) => widths.has(perspective))
      .reduce((sum, { perspective, layers }) => {
        return sum + (layers[layerFor(widths.get(perspective) ?? 0, crowdLayers.length)] ?? 0);
      }, 0);
    shares.push(receivedBps / fittingBps);
    Object.assign(figures, { receivedKbps: receivedBps / 1_000, fittingKbps: fittingBps / 1_000 });
  }
  const unshown = crowd.phones.filter(({ wanted }) => wanted === null).length;

  // A tile in focus: until its larger picture is drawn.
  const upgrades: number[] = [];
  for (let round = 0; round < repeats; round += 1) {
    const tile = page.locator('[data-perspective][data-picture="true"]').nth(round);
    const ms = await tile.evaluate(async (element) => {
      const video = element.querySelector('video');
      const before = video?.videoWidth ?? 0;
      const from = performance.now();
      element.querySelector<HTMLElement>('.tile-face')?.click();
      while ((video?.videoWidth ?? 0) <= before) await new Promise((resolve) => requestAnimationFrame(resolve));
      return performance.now() - from;
    });
    upgrades.push(ms);
    await page.keyboard.press('g');
    await page.keyboard.press('Escape');
    await pause(7_000);
  }

  // A background tab: from the page's report until no more media arrives.
  const pauses: number[] = [];
  for (let round = 0; round < repeats; round += 1) {
    const setHidden = (isHidden: boolean) =>
      page.evaluate((hidden) => {
        Object.defineProperty(document, 'visibilityState', {
          configurable: true,
          get: () => (hidden ? 'hidden' : 'visible'),
        });
        document.dispatchEvent(new Event('visibilitychange'));
      }, isHidden);
    await setHidden(true);
    const from = performance.now();
    let [last, lastAt] = [await mediaReceived(page), from];
    while (performance.now() - from < 6_000) {
      await pause(50);
      const now = await mediaReceived(page);
      // Reports and keep-alives are no media.
      if (now - last > 1_200) lastAt = performance.now();
      last = now;
    }
    pauses.push(Math.max(0, lastAt - from - hideAfterMs));
    await setHidden(false);
    await until(async () => (await mediaReceived(page)) > last + 50_000, 'it flows again');
  }

  const [overShare, upgradeMs, pausedMs] = [median(shares) - 1, median(upgrades), median(pauses)];
  console.log(
    `${cameras} phones, ${tiles} tiles, ${repeats} times each, bandwidth estimate never below ${floorBps / 1e6} Mbit/s; ${machine()}`,
  );
  console.log(
    `received ${round(figures.receivedKbps)} kbit/s, fitting layers ${round(figures.fittingKbps)} kbit/s: ${round(overShare * 100, 1)} % more (aim <= 10 %)`,
  );
  console.log(
    `larger picture after focus: median ${round(upgradeMs)}, most ${round(Math.max(...upgrades))} ms; less the ${warmAfterMs} ms for which the worker does not use a layer that has just begun, ${round(upgradeMs - warmAfterMs)} (aim < 1000)`,
  );
  console.log(
    `hidden tiles paused: median ${round(pausedMs)}, most ${round(Math.max(...pauses))} ms after the wish (aim < 1000)`,
  );
  console.log(`phones notified that nobody watches them: ${unshown} of ${cameras - tiles}`);
  report('downlink', {
    cameras,
    tiles,
    overShares: shares.map((s) => round(s - 1, 3)),
    upgradesMs: upgrades.map((ms) => round(ms)),
    pausesMs: pauses.map((ms) => round(ms)),
    unshown,
  });
  moderator.close();
} finally {
  await crowd.close();
}
