import { expect, it } from 'vitest';
import { createRig } from '../support/rig.ts';
import { cameraId } from '../support/rtp.ts';

// A phone counts as 2.4 and a viewer as 2 Mbit/s until they are measured.
const rig = await createRig({ env: { MAX_WORKER_MBPS: '6' } });
const alone = await createRig({ env: { MAX_WORKER_MBPS: '6' } });
const { event } = await rig.openEvent();
const wish = (n: number) => ({ cameraId: cameraId(n), label: 'x', place: { precision: 'off' } });

it('refuses new viewers and new perspectives once all workers are full, and serves those that are there', async () => {
  const { live } = await rig.phone(event.id, 1);
  const viewers = [];
  for (const _ of [1, 2]) {
    const viewer = await rig.socket('viewer', event.id);
    await viewer.must('watch', {});
    viewers.push(viewer);
  }
  const late = await rig.socket('viewer', event.id);
  expect(await late.ask('watch', {})).toMatchObject({ ok: false, refusal: { code: 'serverFull' } });
  const another = await rig.socket('spectator', event.id);
  expect(await another.ask('goLive', wish(2))).toMatchObject({ ok: false, refusal: { code: 'serverFull' } });
  // One that comes back takes its own place.
  const again = await rig.phone(event.id, 1);
  expect(again.live.perspective.id).toBe(live.perspective.id);
  expect(await viewers[0]?.ask('exchangeTime', {})).toMatchObject({ ok: true });
  // What was only presumed is forgotten when it is not measured.
  await expect.poll(async () => (await late.ask('watch', {})).ok, { timeout: 10_000, interval: 250 }).toBe(true);
});

it('a viewer who begins anew again and again takes one place', async () => {
  const { event: other } = await alone.openEvent();
  const viewer = await alone.socket('viewer', other.id);
  for (let turn = 0; turn < 8; turn += 1) await viewer.must('watch', {});
  await (await alone.socket('viewer', other.id)).must('watch', {});
});
