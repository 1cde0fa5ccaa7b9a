import { createSocket } from 'node:dgram';
import { afterAll, describe, expect, it } from 'vitest';
import type { OwnPerspective } from '../../shared/conversations/spectator.ts';
import { filmingOn } from '../support/filming.ts';
import { createRig, type Live } from '../support/rig.ts';
import { cameraId } from '../support/rtp.ts';

// The three small layers of 700 kbit/s are within twice this limit; the flooding phone is far above.
const rig = await createRig({ isPlain: true, env: { MAX_PHONE_KBPS: '500' } });
const { film, view } = filmingOn(rig);
const { event, token } = await rig.openEvent();
/** A phone is asked for less 5 s after less is wanted; the margin is for reading the clock. */
const downAfterMs = 4_900;
type Wanted = { layer: number | null; isHeard: boolean };

const flooding = await film((await rig.openEvent()).event.id, 9);
flooding.phone.setRate(2, 3_000_000);
// It sends little media, and many packets that belong to no track.
const strewing = await film((await rig.openEvent()).event.id, 8);
await strewing.socket.nextNotice<OwnPerspective>('perspectiveChanged', ({ state }) => state === 'live');
const strewn = createSocket('udp4');
const strew = setInterval(() => {
  const { address, port } = strewing.transport.iceCandidates[0] ?? { address: '127.0.0.1', port: 0 };
  for (let packet = 0; packet < 4; packet += 1) strewn.send(Buffer.alloc(1_000), port, address);
}, 10);
afterAll(() => {
  clearInterval(strew);
  strewn.close();
});

describe('a phone is asked only for what somebody watches', () => {
  it('for a small picture while nobody watches; for more at once, for less after 5 s', async () => {
    const { socket, id: perspective } = await film(event.id, 1);
    expect(await socket.nextNotice<Wanted>('wantedLayer')).toMatchObject({ layer: null });
    const [small, large] = [await view(event.id), await view(event.id)];
    await small.want([{ perspective, widthPx: 200 }]);
    expect(await socket.nextNotice<Wanted>('wantedLayer')).toMatchObject({ layer: 0 });
    const upFrom = performance.now();
    await large.want([{ perspective, widthPx: 1_280 }]);
    expect(await socket.nextNotice<Wanted>('wantedLayer')).toMatchObject({ layer: 2 });
    expect(performance.now() - upFrom).toBeLessThan(downAfterMs);
    const downFrom = performance.now();
    await large.want([{ perspective, widthPx: 1_280, visible: false }]);
    expect(await socket.nextNotice<Wanted>('wantedLayer')).toMatchObject({ layer: 0 });
    expect(performance.now() - downFrom).toBeGreaterThan(downAfterMs);
  });

  it('for its sound while somebody hears it, for none 5 s after', async () => {
    const { socket, live } = await rig.phone(event.id, 4);
    const perspective = live.perspective.id;
    expect(await socket.nextNotice<Wanted>('wantedLayer')).toEqual({ layer: null, isHeard: false });
    const viewer = await view(event.id);
    await viewer.want([{ perspective, widthPx: 200 }], perspective);
    await socket.nextNotice<Wanted>('wantedLayer', ({ layer, isHeard }) => layer === 0 && isHeard);
    const from = performance.now();
    await viewer.want([{ perspective, widthPx: 200 }]);
    expect(await socket.nextNotice<Wanted>('wantedLayer', ({ isHeard }) => !isHeard)).toEqual({
      layer: 0,
      isHeard: false,
    });
    expect(performance.now() - from).toBeGreaterThan(downAfterMs);
  });

  it('but not for viewers who may not see it', async () => {
    const { socket, id: perspective } = await film(event.id, 2);
    const moderator = await view(event.id, token);
    await moderator.socket.must('curate', { perspective, action: 'hide' });
    expect(await socket.nextNotice<Wanted>('wantedLayer')).toMatchObject({ layer: null });
    await (await view(event.id)).want([{ perspective, widthPx: 1_280 }]);
    await moderator.want([{ perspective, widthPx: 200 }]);
    expect(await socket.nextNotice<Wanted>('wantedLayer')).toMatchObject({ layer: 0 });
  });

  it('and again when it is back over another socket', async () => {
    const { id: perspective } = await film(event.id, 3);
    await (await view(event.id)).want([{ perspective, widthPx: 640 }]);
    const again = await rig.socket('spectator', event.id);
    const wish = { cameraId: cameraId(3), label: 'x', place: { precision: 'off' } };
    const { transport } = await again.must<Live>('goLive', wish);
    const another = await rig.socket('spectator', event.id);
    await another.must('restartUplink', { cameraId: cameraId(3), transport: transport.id });
    expect((await another.nextNotice<Wanted>('wantedLayer')).layer).not.toBe(undefined);
  });
});

describe('a phone that sends far more than agreed', () => {
  it('is warned, then ended, without effect on others', async () => {
    expect(await flooding.socket.nextNotice('warned')).toEqual({ why: 'tooMuch' });
    expect(await flooding.socket.nextNotice('ended')).toEqual({ why: 'tooMuch' });
    const { perspectives } = (await rig.http(`/api/events/${event.id}/perspectives`)).body;
    expect(perspectives).toContainEqual(expect.objectContaining({ label: 'Phone 1', state: 'live' }));
  });

  it('also if its packets belong to no track', async () => {
    expect(await strewing.socket.nextNotice('ended')).toEqual({ why: 'tooMuch' });
  });
});
