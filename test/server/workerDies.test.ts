import { describe, expect, it } from 'vitest';
import { createRig, type Live } from '../support/rig.ts';
import { cameraId, dtls, videoParameters } from '../support/rtp.ts';
import { workersOf } from '../support/workers.ts';

const rig = await createRig();

describe('a media worker that dies', () => {
  it('is replaced; phones and viewers get a notice, and continue on the next', async () => {
    const { event } = await rig.openEvent();
    const { socket, live } = await rig.phone(event.id, 1);
    const viewer = await rig.socket('viewer', event.id);
    await viewer.must('watch', {});
    const [worker] = workersOf(rig.server.pid);
    process.kill(worker ?? 0, 'SIGKILL');
    await Promise.all([socket.nextNotice('stageLost'), viewer.nextNotice('stageLost')]);
    await expect.poll(async () => (await viewer.ask('watch', {})).ok, { interval: 100 }).toBe(true);
    const again = await rig.phone(event.id, 1);
    expect(again.live.perspective.id).toBe(live.perspective.id);
    expect(workersOf(rig.server.pid)).toHaveLength(1);
  });

  it('causes a temporary refusal of requests in progress, and of others until it is replaced', async () => {
    const { event } = await rig.openEvent();
    const viewer = await rig.socket('viewer', event.id);
    await viewer.must('watch', {});
    const phone = await rig.socket('spectator', event.id);
    const wish = { cameraId: cameraId(2), label: '', place: { precision: 'off' } };
    const transport = (await phone.must<Live>('goLive', wish)).transport.id;
    const [worker = 0] = workersOf(rig.server.pid);
    // It receives requests, and dies before it answers them.
    process.kill(worker, 'SIGSTOP');
    const asked = [
      phone.ask('connectUplink', { transport, dtlsParameters: dtls }),
      phone.ask('produce', { transport, kind: 'video', rtpParameters: videoParameters(1) }),
      viewer.ask('connectDownlink', { dtlsParameters: dtls }),
    ];
    // Once these are answered, the server has received the requests before them.
    await Promise.all([phone.must('exchangeTime', {}), viewer.must('exchangeTime', {})]);
    process.kill(worker, 'SIGKILL');
    const answers = [...(await Promise.all(asked)), await viewer.ask('watch', {})];
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, refusal: { code: 'mediaRestarting' } });
    await expect.poll(async () => (await phone.ask('goLive', wish)).ok, { interval: 1_000 }).toBe(true);
  });
});
