import { afterAll, beforeAll, expect, it } from 'vitest';
import { maxDelayMs } from '../../shared/gridDelay.ts';
import { until } from '../support/evening.ts';
import { type SyncRig, startSyncRig } from '../support/syncRig.ts';

/** Small: this is about the delay, which does not depend on the machine as long as frames arrive. */
const wish = { width: 160, height: 90, fps: 12 };
let rig: SyncRig;
beforeAll(async () => {
  const watchNothing = async () => undefined;
  rig = await startSyncRig([{ wish }, { delayMs: 250, wish }], '', watchNothing, 'firefox');
});
afterAll(() => rig.close());

const gridOf = () =>
  rig.viewer.evaluate(() => ({ ...document.querySelector<HTMLElement>('.grid')?.dataset }) as Record<string, string>);
const levels = () =>
  rig.viewer.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-perspective]')].map((tile) => tile.dataset.sync),
  );

it('in Firefox tiles get in sync, and the delay does not grow by its own effect', async () => {
  const allGood = async () => {
    const found = await levels();
    return found.length === 2 && found.every((level) => level === 'good');
  };
  await until(allGood, 'both tiles in sync', 60_000);
  expect((await gridOf()).playout).toBe('buffered');
  const delays: number[] = [];
  // It grew by its own effect to twice this within ten seconds.
  await until(async () => {
    delays.push(Number((await gridOf()).delayMs));
    await new Promise((resolve) => setTimeout(resolve, 450));
    return delays.length >= 24;
  }, 'enough readings');
  expect(Math.max(...delays)).toBeLessThan(maxDelayMs / 2);
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(250);
});
