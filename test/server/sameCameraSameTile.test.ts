import { describe, expect, it } from 'vitest';
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
  it('when it goes live again over a new socket, while the old one still stands', async () => {
    const first = await rig.phone(event.id, 1);
    const second = await rig.phone(event.id, 1);
    expect(second.live.perspective.id).toBe(first.live.perspective.id);
    expect(second.live.transport.id).not.toBe(first.live.transport.id);
    expect(await first.socket.told('ended')).toEqual({ why: 'takenOver' });
    expect(await seen()).toEqual([first.live.perspective.id]);
  });

  it('when two tabs ask at the very same moment', async () => {
    const sockets = await Promise.all([rig.socket('spectator', event.id), rig.socket('spectator', event.id)]);
    const wish = { cameraId: cameraId(2), label: '', place: { precision: 'off' } };
    const lives = await Promise.all(sockets.map((socket) => socket.must<Live>('goLive', wish)));
    expect(new Set(lives.map(({ perspective }) => perspective.id)).size).toBe(1);
  });

  it('and no tile, where all is taken back while it is going live', async () => {
    const socket = await rig.socket('spectator', event.id);
    const asking = socket.ask<Live>('goLive', { cameraId: cameraId(5), label: 'Five', place: { precision: 'off' } });
    await socket.must('takeBack', { cameraId: cameraId(5) });
    const answer = await asking;
    expect(await seen()).not.toContain(answer.ok && answer.reply.perspective.id);
    expect(await socket.told('ended')).toEqual({ why: 'takenBack' });
  });

  it('when it ended and comes back', async () => {
    const first = await rig.phone(event.id, 3);
    await first.socket.must('endLive', {});
    expect(await seen()).not.toContain(first.live.perspective.id);
    const second = await rig.phone(event.id, 3);
    expect(second.live.perspective.id).toBe(first.live.perspective.id);
  });

  it('keeps its uplink over a new socket, if it still stands', async () => {
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

  it('never shows the camera id, nor its digest, to anybody', async () => {
    const viewer = await rig.socket('viewer', event.id);
    expect(JSON.stringify(await viewer.must('watch', {}))).not.toContain('camera-');
  });
});
