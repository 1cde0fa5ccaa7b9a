import { afterAll, describe, expect, it } from 'vitest';
import { createFakePhone, type FakePhone, fakeParameters } from '../support/fakePhone.ts';
import { createRig, type Live } from '../support/rig.ts';
import { cameraId } from '../support/rtp.ts';
import type { RawSocket } from '../support/socket.ts';

const slots = 4;
const rig = await createRig({
  isPlain: true,
  env: { TRUST_PROXY: '1', MAX_PERSPECTIVES: String(slots), MAX_VIEWERS: String(slots) },
});
const filming: FakePhone[] = [];
afterAll(() => {
  for (const phone of filming) phone.close();
});
let cameras = 0;
const small = [{ widthPx: 320, bps: 20_000 }];

const at = (network: number, host = 1) => ({ 'x-forwarded-for': `198.18.${network}.${host}` });
type Came = { socket: RawSocket; code: string | null; live: Live | null; camera: number };
/** Goes live, and sends nothing. */
const come = async (event: string, headers: Record<string, string>): Promise<Came> => {
  cameras += 1;
  const camera = cameras;
  const socket = await rig.socket('spectator', event, undefined, headers);
  const answer = await socket.ask<Live>('goLive', {
    cameraId: cameraId(camera),
    label: `Phone ${camera}`,
    place: { precision: 'off' },
  });
  return { socket, camera, code: answer.ok ? null : answer.refusal.code, live: answer.ok ? answer.reply : null };
};
/** Goes live as a phone does: its media follows. */
const film = async (event: string, headers: Record<string, string>): Promise<Came> => {
  const came = await come(event, headers);
  if (!came.live) return came;
  const { transport } = came.live;
  const rtpParameters = fakeParameters(came.camera, small);
  await came.socket.must('produce', { transport: transport.id, kind: 'video', rtpParameters });
  filming.push(createFakePhone(transport, came.camera, small));
  return came;
};
const seen = async (event: string) =>
  (await rig.http(`/api/events/${event}/perspectives`)).body.perspectives as { id: string; state: string }[];
const live = async (event: string) => (await seen(event)).filter(({ state }) => state === 'live').length;
const fill = async (come: (n: number) => Promise<Came>) => {
  const came = [];
  for (let n = 0; n < slots; n += 1) came.push(await come(n));
  return came;
};

describe('slots of an event', () => {
  for (const doors of ['open', 'held', 'paused'] as const) {
    it(`go to phones that send media, not to one address that sends none, with doors ${doors}`, async () => {
      const { event, token } = await rig.openEvent({ doors: doors === 'paused' ? 'open' : doors });
      const moderator = await rig.socket('moderator', event.id, token);
      if (doors === 'paused') await moderator.must('setDoors', { doors });
      const squatters = await fill(() => come(event.id, at(1)));
      expect(squatters.map(({ code }) => code)).toEqual([null, null, null, null]);
      for (let n = 0; n < slots; n += 1) {
        const phone = await film(event.id, at(10 + n));
        expect(phone.code).toBeNull();
        const state = doors === 'open' ? 'live' : 'held';
        await moderator.nextNotice('perspectiveChanged', (each: { id: string; state: string }) => {
          return each.id === phone.live?.perspective.id && each.state === state;
        });
      }
      // They reconnect, and take no slot from those whose media flows.
      for (const { socket } of squatters.slice(0, 2)) socket.close();
      await come(event.id, at(1));
      await come(event.id, at(1));
      const { perspectives } = await moderator.must<{ perspectives: { state: string }[] }>('watch', {});
      expect(perspectives.filter(({ state }) => state === 'live' || state === 'held')).toHaveLength(slots);
    });
  }

  it('are taken from phones that take too long to connect, even for another one at the same address', async () => {
    const { event } = await rig.openEvent();
    const startedAt = performance.now();
    await fill(() => come(event.id, at(1)));
    const { code } = await come(event.id, at(1));
    // A busy machine may have used up their time already.
    if (performance.now() - startedAt < 4_000) expect(code).toBe('tooManyPerspectives');
    await expect.poll(async () => (await come(event.id, at(1))).code, { interval: 500 }).toBeNull();
  });

  it('may all go to one address while it is alone, and are shared when others join', async () => {
    const { event } = await rig.openEvent();
    const venue = await fill(() => film(event.id, at(1)));
    expect(venue.map(({ code }) => code)).toEqual([null, null, null, null]);
    await expect.poll(() => live(event.id)).toBe(slots);
    expect((await film(event.id, at(1))).code).toBe('tooManyPerspectives');

    // A phone that sends nothing yet takes no live slot.
    expect((await come(event.id, at(2))).code).toBeNull();
    expect(await live(event.id)).toBe(slots);
    const guest = await film(event.id, at(3));
    expect(await venue[slots - 1]?.socket.nextNotice('ended')).toEqual({ why: 'full' });
    await expect
      .poll(async () => (await seen(event.id)).find(({ id }) => id === guest.live?.perspective.id)?.state)
      .toBe('live');
    expect(await live(event.id)).toBe(slots);
    // Three to one: the smaller network gets another slot. At two to two it gets no more.
    expect((await film(event.id, at(3))).code).toBeNull();
    expect(await venue[slots - 2]?.socket.nextNotice('ended')).toEqual({ why: 'full' });
    expect((await film(event.id, at(3))).code).toBe('tooManyPerspectives');
  });

  it('for viewers are shared as well', async () => {
    const { event } = await rig.openEvent();
    const watch = async (from: number | string) => {
      const headers = typeof from === 'number' ? at(from) : { 'x-forwarded-for': from };
      const viewer = await rig.socket('viewer', event.id, undefined, headers);
      const answer = await viewer.ask('watch', {});
      return { viewer, code: answer.ok ? null : answer.refusal.code };
    };
    const crowd = [];
    for (let n = 0; n < slots; n += 1) crowd.push(await watch(1));
    expect((await watch(1)).code).toBe('tooManyViewers');
    expect((await watch(2)).code).toBeNull();
    expect(await crowd[slots - 1]?.viewer.nextNotice('stageLost')).toEqual({});
    // It asks again, and is refused.
    expect(await crowd[slots - 1]?.viewer.ask('watch', {})).toMatchObject({ refusal: { code: 'tooManyViewers' } });
    // All 65,536 /64 networks of one IPv6 customer (/48) count as one site; another /48 is another site.
    expect((await watch('2001:db8:1:1::1')).code).toBeNull();
    expect((await watch('2001:db8:1:2::1')).code).toBe('tooManyViewers');
    expect((await watch('2001:db8:2:1::1')).code).toBeNull();
  });
});

describe('one socket', () => {
  it('has one camera, however many it asks for at once', async () => {
    const { event } = await rig.openEvent();
    const socket = await rig.socket('spectator', event.id, undefined, at(1));
    const asked = Array.from({ length: 12 }, () => {
      cameras += 1;
      return socket.ask('goLive', { cameraId: cameraId(cameras), label: '', place: { precision: 'off' } });
    });
    expect((await Promise.all(asked)).every(({ ok }) => ok)).toBe(true);
    expect(await seen(event.id)).toHaveLength(1);
  });

  it('that closes during its request leaves no camera behind', async () => {
    const { event } = await rig.openEvent();
    const socket = await rig.socket('spectator', event.id, undefined, at(1));
    for (let n = 0; n < 6; n += 1) {
      cameras += 1;
      socket.socket.emit('goLive', { cameraId: cameraId(cameras), label: '', place: { precision: 'off' } }, () => {});
    }
    socket.close();
    const phone = await film(event.id, at(2));
    await expect.poll(() => live(event.id)).toBe(1);
    await expect.poll(async () => (await seen(event.id)).map(({ id }) => id)).toEqual([phone.live?.perspective.id]);
    phone.socket.close();
  });
});

describe('a place that is shown and withdrawn again and again', () => {
  it('is announced at most four times a second, and withdrawn at once', async () => {
    const { event } = await rig.openEvent();
    const viewer = await rig.socket('viewer', event.id, undefined, at(2));
    const { socket, live: mine } = await film(event.id, at(1));
    const id = mine?.perspective.id;
    type Shown = { id: string; state: string; place: unknown };
    await viewer.nextNotice<Shown>('perspectiveChanged', (each) => each.id === id && each.state === 'live');
    const changes: { place: unknown; at: number }[] = [];
    viewer.socket.on('perspectiveChanged', (each: Shown) => {
      if (each.place !== (changes.at(-1)?.place ?? null)) changes.push({ place: each.place, at: performance.now() });
    });
    const place = { precision: 'area', latitude: 48, longitude: 2 };
    const startedAt = performance.now();
    for (let turn = 0; turn < 20; turn += 1) {
      socket.socket.emit('setPlace', { place }, () => {});
      await socket.must('setPlace', { place: { precision: 'off' } });
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect((await seen(event.id)).find((each) => each.id === id)).toMatchObject({ place: null });
    }
    const seconds = (performance.now() - startedAt) / 1_000;
    expect(changes.length).toBeLessThanOrEqual(4 * seconds + 2);
  });
});
