import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quantile } from '../support/figures.ts';
import { inSyncAfter, outOfSync, skewOver } from '../support/skew.ts';
import { type SyncRig, startSyncRig } from '../support/syncRig.ts';

/** Ways as unlike as those of four phones. The aims of `bench sync`, doubled: tests share their machine. */
const ways = [{ delayMs: 0 }, { delayMs: 200 }, { delayMs: 400 }, { delayMs: 60, jitterMs: 80 }];
const settleMs = 8_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let rig: SyncRig;
beforeAll(async () => {
  rig = await startSyncRig(ways);
}, 90_000);
afterAll(() => rig.close());

/** The skew from now on, of what is drawn. */
async function record(forMs: number) {
  const from = rig.now();
  await pause(forMs);
  return skewOver(await rig.seen(), from, from + forMs, rig.ids);
}

const setDelay = (phone: number, delayMs: number) => {
  const relay = rig.phones[phone]?.relay;
  if (relay) relay.up.delayMs = delayMs;
};

describe('four tiles over unlike ways show the same instant', () => {
  it('soon after the last one’s first picture', async () => {
    await pause(settleMs);
    const seen = await rig.seen();
    const first = Math.max(...rig.ids.map((id) => seen.get(id)?.[0]?.at ?? Number.POSITIVE_INFINITY));
    expect(inSyncAfter(skewOver(seen, first, rig.now(), rig.ids), first)).toBeLessThan(6_000);
  });

  it('within a frame', async () => {
    const skews = (await record(10_000)).map(({ skewMs }) => skewMs);
    expect(quantile(skews, 0.95)).toBeLessThan(32);
  });

  it('while one way becomes longer, within the grid’s delay', async () => {
    setDelay(1, 350);
    expect(outOfSync(await record(10_000))).toBeLessThan(1_000);
    setDelay(1, 200);
    await pause(settleMs);
  });

  it('soon after one way has become longer than the grid’s delay', async () => {
    setDelay(2, 600);
    expect(outOfSync(await record(12_000))).toBeLessThan(4_000);
  });
});
