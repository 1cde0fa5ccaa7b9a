import { describe, expect, it } from 'vitest';
import { digestOf } from '../../server/events/admission.ts';
import type { Perspective } from '../../shared/domain.ts';
import { createRig, type Live } from '../support/rig.ts';
import { cameraId } from '../support/rtp.ts';

const rig = await createRig();
const { event } = await rig.openEvent();
type Watched = { perspectives: Perspective[] };
const seen = async () => {
  const viewer = await rig.socket('viewer', event.id);
  const { perspectives } = await viewer.must<Watched>('watch', {});
  viewer.close();
  return perspectives.map(({ id }) => id);
};

describe('the same camera is the same tile', () => {
  it('when it goes live again over a new socket while the old one is still open', async () => {
    const first = await rig.phone(event.id, 1);
    const second = await rig.phone(event.id, 1);
    expect(second.live.perspective.id).toBe(first.live.perspective.id);
    expect(second.live.transport.id).not.toBe(first.live.transport.id);
    expect(await first.socket.nextNotice('ended')).toEqual({ why: 'takenOver' });
    expect(await seen()).toEqual([first.live.perspective.id]);
  });

  it('when two tabs ask at the same moment', async () => {
    const sockets = await Promise.all([rig.socket('spectator', event.id), rig.socket('spectator', event.id)]);
    const wish = { cameraId: cameraId(2), label: '', place: { precision: 'off' } };
    const lives = await Promise.all(sockets.map((socket) => socket.must<Live>('goLive', wish)));
    expect(new Set(lives.map(({ perspective }) => perspective.id)).size).toBe(1);
  });

  it('and no tile, if everything is taken back while it goes live', async () => {
    const socket = await rig.socket('spectator', event.id);
    const asking = socket.ask<Live>('goLive', { cameraId: cameraId(5), label: 'Five', place: { precision: 'off' } });
    await socket.must('takeBack', { cameraId: cameraId(5) });
    const answer = await asking;
    if (!answer.ok) throw new Error(answer.refusal.code);
    expect(await socket.nextNotice('ended')).toEqual({ why: 'takenBack' });
    expect(await seen()).not.toContain(answer.reply.perspective.id);
  });

  it('when it ended and comes back', async () => {
    const first = await rig.phone(event.id, 3);
    await first.socket.must('endLive', {});
    expect(await seen()).not.toContain(first.live.perspective.id);
    const second = await rig.phone(event.id, 3);
    expect(second.live.perspective.id).toBe(first.live.perspective.id);
  });

  it('keeps its uplink over a new socket, if that is still open', async () => {
    const { live, socket } = await rig.phone(event.id, 4);
    socket.close();
    const again = await rig.socket('spectator', event.id);
    const asked = { cameraId: cameraId(4), transport: live.transport.id };
    const kept = await again.must<{ iceParameters: { usernameFragment: string } }>('restartUplink', asked);
    expect(kept.iceParameters.usernameFragment).not.toBe(live.transport.iceParameters.usernameFragment);
    const stranger = await rig.socket('spectator', event.id);
    const stolen = await stranger.ask('restartUplink', { ...asked, cameraId: cameraId(99) });
    expect(stolen).toMatchObject({ ok: false, refusal: { code: 'notYet' } });
  });

  it('tells nobody the camera id or its digest', async () => {
    const { event: own, token } = await rig.openEvent();
    const secrets = [cameraId(6), digestOf(own.id, cameraId(6))];
    const [viewer, moderator] = [await rig.socket('viewer', own.id), await rig.socket('moderator', own.id, token)];
    const other = await rig.phone(own.id, 7);
    const phone = await rig.socket('spectator', own.id);
    /** All notices and answers that each of them got. */
    const heard = new Map<string, string[]>();
    for (const [who, { socket }] of Object.entries({ viewer, moderator, phone, other: other.socket })) {
      const texts: string[] = [];
      heard.set(who, texts);
      socket.onAny((...notice) => texts.push(JSON.stringify(notice)));
    }
    const ask = async (who: 'viewer' | 'moderator' | 'phone', name: string, asked: object = {}) => {
      const answer = await { viewer, moderator, phone }[who].must(name, asked);
      heard.get(who)?.push(JSON.stringify(answer));
      return answer;
    };

    await ask('viewer', 'watch');
    await ask('moderator', 'watch');
    const wish = { cameraId: cameraId(6), label: 'Six', place: { precision: 'off' } };
    const { id } = (await ask('phone', 'goLive', wish)).perspective as Perspective;
    await ask('phone', 'setPlace', { place: { precision: 'area', latitude: 48, longitude: 2 } });
    await ask('viewer', 'say', { text: 'this one', perspective: id });
    await ask('viewer', 'report', { perspective: id, reason: 'other', note: 'look' });
    for (const action of ['hide', 'show', 'trust', 'ban'])
      await ask('moderator', 'curate', { perspective: id, action });
    await phone.nextNotice('ended');
    for (const name of ['watch', 'readMessages']) await ask('viewer', name);
    for (const name of ['readLog', 'readOut', 'readReports', 'status']) await ask('moderator', name);
    await ask('phone', 'readMine', { cameraId: cameraId(6) });
    for (const path of ['', '/perspectives', '/log']) {
      heard.set(path, [JSON.stringify((await rig.http(`/api/events/${own.id}${path}`, undefined, token)).body)]);
    }
    for (const who of ['viewer', 'moderator', 'phone', '/log']) expect(String(heard.get(who)), who).toContain(id);
    for (const [who, texts] of heard) {
      for (const secret of secrets) expect(String(texts), who).not.toContain(secret);
    }
  });
});
