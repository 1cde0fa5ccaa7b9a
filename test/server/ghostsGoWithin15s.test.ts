import { describe, expect, it } from 'vitest';
import type { Perspective } from '../../shared/domain.ts';
import { filmingOn } from '../support/filming.ts';
import { createRig } from '../support/rig.ts';
import { startServer } from '../support/server.ts';
import { workersOf } from '../support/workers.ts';

const rig = await createRig();
const filmed = await createRig({ isPlain: true });
const { film, view } = filmingOn(filmed);

describe.concurrent('a perspective whose phone is gone does not linger longer than 15 s', () => {
  it('when the phone vanishes', async () => {
    const { event } = await rig.openEvent();
    const viewer = await rig.socket('viewer', event.id);
    await viewer.must('watch', {});
    const { socket, live } = await rig.phone(event.id, 1);
    await viewer.told<Perspective>('perspectiveChanged', ({ id }) => id === live.perspective.id);
    const vanishedAt = performance.now();
    socket.close();
    await viewer.told<{ id: string }>('perspectiveGone', ({ id }) => id === live.perspective.id);
    expect(performance.now() - vanishedAt).toBeLessThan(15_000);
    const { body } = await rig.http(`/api/events/${event.id}/perspectives`);
    expect(body).toEqual({ perspectives: [] });
  });

  it('when its worker died in the middle, and the phone does not come back', async () => {
    const { event } = await filmed.openEvent();
    const { socket, id } = await film(event.id, 1);
    const viewer = await view(event.id);
    await viewer.want([{ perspective: id }]);
    await expect.poll(() => viewer.shown(id).packets, { timeout: 10_000 }).toBeGreaterThan(40);
    const [worker] = workersOf(filmed.server.pid);
    const diedAt = performance.now();
    process.kill(worker ?? 0, 'SIGKILL');
    await socket.told('stageLost');
    socket.close();
    await viewer.socket.told<{ id: string }>('perspectiveGone', (gone) => gone.id === id);
    expect(performance.now() - diedAt).toBeLessThan(15_000);
  });

  it('when the server itself was killed, while the event survives', async () => {
    const first = await startServer();
    try {
      const reply = await fetch(`${first.url}/api/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ title: 'Survivor' }),
      });
      const { event } = (await reply.json()) as { event: { id: string } };
      const { openSocket } = await import('../support/socket.ts');
      const { cameraId } = await import('../support/rtp.ts');
      const phone = await openSocket(first.url, 'spectator', { event: event.id });
      await phone.must('goLive', { cameraId: cameraId(1), label: 'x', place: { precision: 'off' } });
      const killedAt = performance.now();
      await first.stop('SIGKILL');
      phone.close();
      const second = await startServer({ dataDirectory: first.dataDirectory });
      try {
        const list = async () => (await fetch(`${second.url}/api/events/${event.id}/perspectives`)).json();
        const found = await (await fetch(`${second.url}/api/events/${event.id}`)).json();
        expect(found).toMatchObject({ event: { title: 'Survivor' } });
        await expect.poll(list, { timeout: 15_000, interval: 250 }).toEqual({ perspectives: [] });
        expect(performance.now() - killedAt).toBeLessThan(15_000);
      } finally {
        await second.stop();
      }
    } finally {
      await first.close();
    }
  }, 45_000);
});
