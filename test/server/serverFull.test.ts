import { expect, it } from 'vitest';
import { createFakePhone, fakeParameters } from '../support/fakePhone.ts';
import { createFakeViewer } from '../support/fakeViewer.ts';
import { createRig, type Live } from '../support/rig.ts';
import { cameraId } from '../support/rtp.ts';

// A phone counts as 2.4 and a viewer as 2 Mbit/s until they are measured, but a network as a quarter of a worker at most.
const rig = await createRig({ isPlain: true, env: { MAX_WORKER_MBPS: '6', TRUST_PROXY: '1' } });
const alone = await createRig({ isPlain: true, env: { MAX_WORKER_MBPS: '6', TRUST_PROXY: '1' } });
const { event } = await rig.openEvent();
const wish = (n: number) => ({ cameraId: cameraId(n), label: 'x', place: { precision: 'off' } });
const from = (network: number) => ({ 'x-forwarded-for': `198.18.${network}.1` });

it('refuses new viewers and new perspectives once all workers are full, and serves those that are there', async () => {
  const phone = await rig.socket('spectator', event.id, undefined, from(1));
  const { perspective, transport } = await phone.must<Live>('goLive', wish(1));
  await phone.must('produce', { transport: transport.id, kind: 'video', rtpParameters: fakeParameters(1) });
  const filming = createFakePhone(transport, 1);
  const viewers = [];
  for (const network of [2, 3, 4]) {
    viewers.push(await createFakeViewer(await rig.socket('viewer', event.id, undefined, from(network))));
  }
  const late = await rig.socket('viewer', event.id, undefined, from(5));
  const codeOfWatching = async () => {
    const answer = await late.ask('watch', {});
    return answer.ok ? null : answer.refusal.code;
  };
  // A transport counts once it is connected, shortly after its first packet.
  await expect.poll(codeOfWatching, { interval: 250 }).toBe('serverFull');
  const another = await rig.socket('spectator', event.id, undefined, from(6));
  expect(await another.ask('goLive', wish(2))).toMatchObject({ ok: false, refusal: { code: 'serverFull' } });
  // A camera that comes back keeps its slot.
  const again = await phone.must<Live>('goLive', wish(1));
  expect(again.perspective.id).toBe(perspective.id);
  expect(await viewers[0]?.socket.ask('exchangeTime', {})).toMatchObject({ ok: true });
  // A presumed load that is never measured is dropped.
  filming.close();
  await expect.poll(codeOfWatching, { interval: 1_000 }).toBeNull();
  for (const viewer of viewers) viewer.close();
});

it('cannot be filled by one network: unconnected transports do not count, others up to a share', async () => {
  const { event: other } = await alone.openEvent();
  const asking = Array.from({ length: 40 }, async () => {
    const viewer = await alone.socket('viewer', other.id, undefined, from(1));
    for (let turn = 0; turn < 4; turn += 1) await viewer.must('watch', {});
  });
  await Promise.all(asking);
  const connected = [];
  for (let n = 0; n < 10; n += 1) {
    connected.push(await createFakeViewer(await alone.socket('viewer', other.id, undefined, from(1))));
  }
  await (await alone.socket('viewer', other.id, undefined, from(2))).must('watch', {});
  await (await alone.socket('spectator', other.id, undefined, from(3))).must('goLive', wish(1));
  for (const viewer of connected) viewer.close();
});
