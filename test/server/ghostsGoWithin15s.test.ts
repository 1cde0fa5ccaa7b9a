import { afterAll, describe, it } from 'vitest';
import type { Perspective } from '../../shared/domain.ts';
import type { RtpParameters } from '../../shared/rtp.ts';
import { createFakePhone, fakeParameters, smallLayers } from '../support/fakePhone.ts';
import { filmingOn } from '../support/filming.ts';
import { createPlainTrack } from '../support/plainTrack.ts';
import { createRig, type Live } from '../support/rig.ts';
import { audioParameters, cameraId, videoParameters } from '../support/rtp.ts';
import { startServer } from '../support/server.ts';
import { openSocket, type RawSocket } from '../support/socket.ts';
import { workersOf } from '../support/workers.ts';

const rig = await createRig();
const [filmed, dying, pausing] = await Promise.all([1, 2, 3].map(() => createRig({ isPlain: true })));
if (!filmed || !dying || !pausing) throw new Error('no server');
const { view } = filmingOn(filmed);
const closes: (() => void)[] = [];
afterAll(() => {
  for (const close of closes) close();
});

const goneWithinMs = 15_000;
const h264 = { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 };

type Phone = {
  socket: RawSocket;
  id: string;
  send(tracks: { picture: boolean; sound: boolean }): void;
  vanish(): void;
};

/** Goes live and sends the tracks that `sends` names. */
async function film(on: typeof rig, event: string, camera: number, sends: string): Promise<Phone> {
  const socket = await on.socket('spectator', event);
  const wish = { cameraId: cameraId(camera), label: sends, place: { precision: 'off' } };
  const { perspective, transport } = await socket.must<Live>('goLive', wish);
  const produce = (kind: string, rtpParameters: object) =>
    socket.must('produce', { transport: transport.id, kind, rtpParameters });

  const layers = sends.includes('three layers') ? smallLayers : smallLayers.slice(0, 1);
  const hasLayers = sends.includes('layer');
  if (hasLayers) await produce('video', fakeParameters(camera, layers));
  const fake = createFakePhone(transport, camera, layers);
  fake.send(hasLayers ? [...layers.keys()] : []);
  closes.push(fake.close);
  const track = async (kind: string, parameters: RtpParameters) => {
    await produce(kind, parameters);
    const made = createPlainTrack(parameters, fake.pass);
    closes.unshift(made.close);
    return made;
  };
  const h264Picture = videoParameters(50_000 + camera);
  h264Picture.codecs = [{ mimeType: 'video/H264', payloadType: 102, clockRate: 90_000, parameters: h264 }];
  const picture = sends.includes('H264') ? await track('video', h264Picture) : null;
  const sound = sends.includes('sound') ? await track('audio', audioParameters(60_000 + camera)) : null;

  const send: Phone['send'] = (tracks) => {
    fake.send(tracks.picture && hasLayers ? [...layers.keys()] : []);
    picture?.send(tracks.picture);
    sound?.send(tracks.sound);
  };
  const vanish = () => {
    send({ picture: false, sound: false });
    socket.close();
  };
  return { socket, id: perspective.id, send, vanish };
}

const list = async (on: typeof rig, event: string) =>
  (await on.http(`/api/events/${event}/perspectives`)).body.perspectives as Perspective[];
const states = async (event: string) => (await list(filmed, event)).map(({ state }) => state);

const kinds = [
  'one layer',
  'three layers',
  'sound alone',
  'three layers and sound that is heard',
  'H264',
  'one layer, both paused before the end',
  'one layer, while its socket lives on',
  'one layer, while its socket talks on',
] as const;

// Concurrent, since each waits for about 15 s.
describe.concurrent('presence', () => {
  describe.concurrent('a perspective whose phone is gone disappears within 15 s', () => {
    it('for any tracks it sent', async ({ expect }) => {
      const { event } = await filmed.openEvent();
      const viewer = await view(event.id);
      const phones = await Promise.all(kinds.map((kind, index) => film(filmed, event.id, 10 + index, kind)));
      await expect.poll(() => states(event.id), { interval: 500 }).toEqual(kinds.map(() => 'live'));
      const heard = phones[kinds.indexOf('three layers and sound that is heard')]?.id ?? '';
      await viewer.want([{ perspective: heard }], heard);
      await phones[kinds.indexOf('one layer, both paused before the end')]?.socket.must('setTracks', {
        video: false,
        audio: false,
      });
      const vanishedAt = performance.now();
      for (const [index, phone] of phones.entries()) {
        const kind = kinds[index] ?? '';
        if (kind.includes('while its socket')) phone.send({ picture: false, sound: false });
        else phone.vanish();
        if (!kind.includes('talks on')) continue;
        const talking = setInterval(
          () => phone.socket.socket.emit('setTracks', { video: true, audio: true }, () => {}),
          1_000,
        );
        closes.push(() => clearInterval(talking));
      }
      const took = await Promise.all(
        phones.map(async ({ id }) => {
          await viewer.socket.nextNotice<{ id: string }>('perspectiveGone', (gone) => gone.id === id);
          return performance.now() - vanishedAt;
        }),
      );
      const late = kinds.filter((_, index) => (took[index] ?? 0) >= goneWithinMs);
      expect(late).toEqual([]);
      expect(await list(filmed, event.id)).toEqual([]);
    }, 60_000);

    it('when its transport was never connected', async ({ expect }) => {
      const { event } = await rig.openEvent();
      const viewer = await rig.socket('viewer', event.id);
      await viewer.must('watch', {});
      const { socket, live } = await rig.phone(event.id, 1);
      await viewer.nextNotice<Perspective>('perspectiveChanged', ({ id }) => id === live.perspective.id);
      const vanishedAt = performance.now();
      socket.close();
      await viewer.nextNotice<{ id: string }>('perspectiveGone', ({ id }) => id === live.perspective.id);
      expect(performance.now() - vanishedAt).toBeLessThan(goneWithinMs);
      expect(await list(rig, event.id)).toEqual([]);
    });

    it('when its worker died in the middle, and the phone does not come back', async ({ expect }) => {
      const { event } = await dying.openEvent();
      const viewer = await dying.socket('viewer', event.id);
      const [{ socket, id }, paused] = await Promise.all([
        film(dying, event.id, 1, 'one layer'),
        film(dying, event.id, 2, 'one layer'),
      ]);
      await expect
        .poll(async () => (await list(dying, event.id)).filter(({ state }) => state === 'live').length)
        .toBe(2);
      await paused.socket.must('setTracks', { video: false, audio: false });
      const [worker] = workersOf(dying.server.pid);
      const diedAt = performance.now();
      process.kill(worker ?? 0, 'SIGKILL');
      await socket.nextNotice('stageLost');
      socket.close();
      // The socket of the other one stays open, but it never goes live again.
      for (const gone of [id, paused.id])
        await viewer.nextNotice<{ id: string }>('perspectiveGone', (one) => one.id === gone);
      expect(performance.now() - diedAt).toBeLessThan(goneWithinMs);
    });

    it('when the server was stopped for most of that time', async ({ expect }) => {
      const { event } = await pausing.openEvent();
      const [ghost, other] = [
        await film(pausing, event.id, 1, 'one layer'),
        await film(pausing, event.id, 2, 'one layer'),
      ];
      await expect
        .poll(async () => (await list(pausing, event.id)).filter(({ state }) => state === 'live').length)
        .toBe(2);
      const vanishedAt = performance.now();
      ghost.vanish();
      process.kill(pausing.server.pid, 'SIGSTOP');
      await new Promise((resolve) => setTimeout(resolve, 8_000));
      process.kill(pausing.server.pid, 'SIGCONT');
      // By HTTP: sockets may have closed while the server was stopped.
      const ids = async () => (await list(pausing, event.id)).map(({ id }) => id);
      await expect.poll(ids, { interval: 250 }).toEqual([other.id]);
      expect(performance.now() - vanishedAt).toBeLessThan(goneWithinMs);
      // The phone that went on sending is still live.
      expect(await list(pausing, event.id)).toMatchObject([{ id: other.id, state: 'live' }]);
    }, 45_000);

    it('when the server itself was killed, while the event survives', async ({ expect }) => {
      const first = await startServer();
      try {
        const reply = await fetch(`${first.url}/api/events`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ title: 'Survivor' }),
        });
        const { event } = (await reply.json()) as { event: { id: string } };
        const phone = await openSocket(first.url, 'spectator', { event: event.id });
        await phone.must('goLive', { cameraId: cameraId(1), label: 'x', place: { precision: 'off' } });
        const killedAt = performance.now();
        await first.stop('SIGKILL');
        phone.close();
        const second = await startServer({ dataDirectory: first.dataDirectory });
        try {
          const left = async () => (await fetch(`${second.url}/api/events/${event.id}/perspectives`)).json();
          const found = await (await fetch(`${second.url}/api/events/${event.id}`)).json();
          expect(found).toMatchObject({ event: { title: 'Survivor' } });
          await expect.poll(left, { interval: 250 }).toEqual({ perspectives: [] });
          expect(performance.now() - killedAt).toBeLessThan(goneWithinMs);
        } finally {
          await second.stop();
        }
      } finally {
        await first.close();
      }
    }, 45_000);
  });

  describe.concurrent('a phone that is here', () => {
    it('stays while both its tracks are paused on purpose', async ({ expect }) => {
      const { event } = await filmed.openEvent();
      const phone = await film(filmed, event.id, 30, 'one layer and sound');
      await expect.poll(() => states(event.id)).toEqual(['live']);
      await phone.socket.must('setTracks', { video: false, audio: false });
      phone.send({ picture: false, sound: false });
      await new Promise((resolve) => setTimeout(resolve, goneWithinMs + 1_000));
      expect(await list(filmed, event.id)).toMatchObject([{ id: phone.id, media: { video: false, audio: false } }]);
    }, 30_000);

    it('is announced with the tracks that flow: without one that stopped, until it is back', async ({ expect }) => {
      const { event } = await filmed.openEvent();
      const viewer = await view(event.id);
      const phone = await film(filmed, event.id, 31, 'one layer and sound');
      const media = async () => (await list(filmed, event.id))[0]?.media;
      const becomes = (video: boolean, audio: boolean) =>
        expect.poll(media, { interval: 200 }).toEqual({ video, audio });
      await becomes(true, true);
      await viewer.want([{ perspective: phone.id }], phone.id);
      phone.send({ picture: true, sound: false });
      await becomes(true, false);
      // Nobody listens any more, but the server still asks for the sound, to notice when it is back.
      await viewer.want([{ perspective: phone.id }], null);
      await new Promise((resolve) => setTimeout(resolve, 6_000));
      expect(await media()).toEqual({ video: true, audio: false });
      phone.send({ picture: true, sound: true });
      await becomes(true, true);
      phone.send({ picture: false, sound: true });
      await becomes(false, true);
      expect(await states(event.id)).toEqual(['live']);
    }, 45_000);

    it('does not count as silent while it leaves out sound that nobody hears', async ({ expect }) => {
      const { event } = await filmed.openEvent();
      const phone = await film(filmed, event.id, 32, 'one layer and sound');
      await expect.poll(() => states(event.id)).toEqual(['live']);
      phone.send({ picture: true, sound: false });
      await new Promise((resolve) => setTimeout(resolve, 8_000));
      expect(await list(filmed, event.id)).toMatchObject([{ state: 'live', media: { video: true, audio: true } }]);
    }, 20_000);
  });
});
