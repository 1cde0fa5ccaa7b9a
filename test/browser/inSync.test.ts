import { afterAll, beforeAll, describe, it } from 'vitest';
import {
  expectNearlyAll,
  hasOneInstant,
  type Refresh,
  recordRefreshes,
  toleranceMs,
  watchChosenFrames,
} from '../support/chosenFrames.ts';
import { until } from '../support/evening.ts';
import { type SyncRig, startSyncRig } from '../support/syncRig.ts';

/**
 * Tests which frames the page chooses, which does not depend on the machine. The skew of the drawn pictures does:
 * `npm run bench -- sync` measures that.
 */
const uplinks = [{ delayMs: 0 }, { delayMs: 200 }, { delayMs: 400 }, { delayMs: 60, jitterMs: 80 }];
let rig: SyncRig;
beforeAll(async () => {
  rig = await startSyncRig(uplinks, '', watchChosenFrames);
  const timed = rig.viewer.locator('[data-perspective][data-source="absCaptureTime"]');
  await until(async () => (await timed.count()) === uplinks.length, 'capture times of all tiles are known');
});
afterAll(() => rig.close());

const setDelay = (phone: number, delayMs: number) => {
  const relay = rig.phones[phone]?.relay;
  if (relay) relay.up.delayMs = delayMs;
};
const gridDelayIs = (minMs: number) =>
  until(
    async () => Number(await rig.viewer.locator('.grid').getAttribute('data-delay-ms')) >= minMs,
    `a grid delay of ${minMs} ms`,
  );

/** Whether every tile shows frames old enough to have arrived over the slowest uplink. */
const waitsFor = (slowestMs: number) => (refresh: Refresh) =>
  [...refresh.tiles.values()].every(({ shownMs }) => refresh.at - shownMs >= slowestMs - toleranceMs);

const record = () => recordRefreshes(rig.viewer, rig.ids);

describe('four tiles over different uplinks show the same instant', () => {
  it('which is one that the slowest uplink can keep up with', async () => {
    await gridDelayIs(400);
    const refreshes = await record();
    expectNearlyAll(refreshes, hasOneInstant);
    expectNearlyAll(refreshes, waitsFor(400));
    // Tiles with quicker uplinks have newer frames waiting.
    const fastest = rig.ids[0] ?? '';
    expectNearlyAll(refreshes, ({ tiles }) => tiles.get(fastest)?.waitingMs !== null);
  });

  it('while one uplink becomes slower, within the delay of the grid', async () => {
    setDelay(1, 350);
    const refreshes = await record();
    expectNearlyAll(refreshes, hasOneInstant);
    expectNearlyAll(refreshes, waitsFor(400));
    setDelay(1, 200);
  });

  it('and a later one once an uplink has become slower than that', async () => {
    setDelay(2, 600);
    await gridDelayIs(600);
    const refreshes = await record();
    expectNearlyAll(refreshes, hasOneInstant);
    expectNearlyAll(refreshes, waitsFor(600));
  });
});
