import { describe, expect, it } from 'vitest';
import type { DecisionReply } from '../../shared/conversations/moderator.ts';
import type { OwnPerspective } from '../../shared/conversations/spectator.ts';
import type { Perspective } from '../../shared/domain.ts';
import { newCookie } from '../support/cookie.ts';
import { createRig, type Live } from '../support/rig.ts';
import { cameraId } from '../support/rtp.ts';

const rig = await createRig({ env: { TRUST_PROXY: '1' } });
type Watched = { perspectives: Perspective[] };

/** Headers of a browser with its own address and cookie. */
async function browserAt(address: string): Promise<Record<string, string>> {
  const cookie = await newCookie(rig.server.url);
  expect(cookie).toMatch(/^polyscope_device=/);
  return { cookie, 'x-forwarded-for': address };
}
const goLive = async (event: string, camera: number, headers: Record<string, string>) => {
  const socket = await rig.socket('spectator', event, undefined, headers);
  const wish = { cameraId: cameraId(camera), label: `Phone ${camera}`, place: { precision: 'off' } };
  const answer = await socket.ask<Live>('goLive', wish);
  return { socket, code: answer.ok ? null : answer.refusal.code, own: answer.ok ? answer.reply.perspective : null };
};
const must = (own: OwnPerspective | null): OwnPerspective => {
  if (!own) throw new Error('not live');
  return own;
};
const open = async (doors: string) => {
  const { event, token } = await rig.openEvent({ doors: doors as 'open' });
  return { event: event.id, moderator: await rig.socket('moderator', event.id, token) };
};

describe('doors', () => {
  it('that are paused hold newcomers, and tell them so; cameras that were in stay in', async () => {
    const { event, moderator } = await open('open');
    const inside = await goLive(event, 1, await browserAt('192.0.2.1'));
    await moderator.must('setDoors', { doors: 'paused' });
    const notice = await inside.socket.nextNotice<OwnPerspective>(
      'perspectiveChanged',
      ({ doors }) => doors === 'paused',
    );
    expect(notice.curation.letIn).toBe(true);
    const late = await goLive(event, 2, await browserAt('192.0.2.2'));
    expect(late.own).toMatchObject({ doors: 'paused', curation: { letIn: false } });
    await inside.socket.must('endLive', {});
    const again = await goLive(event, 1, await browserAt('192.0.2.1'));
    expect(again.own?.curation.letIn).toBe(true);
  });

  it('do not hold a trusted camera, nor another one of its browser', async () => {
    const { event, moderator } = await open('held');
    const browser = await browserAt('192.0.2.3');
    const first = await goLive(event, 1, browser);
    expect(first.own?.curation.letIn).toBe(false);
    const { entry } = await moderator.must<DecisionReply>('curate', { perspective: first.own?.id, action: 'trust' });
    await moderator.must('setDoors', { doors: 'paused' });
    expect((await goLive(event, 2, browser)).own?.curation).toMatchObject({ letIn: true, trusted: true });
    expect((await goLive(event, 3, await browserAt('192.0.2.4'))).own?.curation.letIn).toBe(false);
    await moderator.must('undo', { entry });
    expect((await goLive(event, 4, browser)).own?.curation.letIn).toBe(false);
  });
});

describe('a ban', () => {
  it('refuses the camera, and the browser with another camera and name, from any address', async () => {
    const { event, moderator } = await open('open');
    const browser = await browserAt('198.51.100.7');
    const banned = await goLive(event, 1, browser);
    await moderator.must('curate', { perspective: must(banned.own).id, action: 'ban', why: 'films people who object' });
    expect(await banned.socket.nextNotice('ended')).toEqual({ why: 'banned' });
    expect((await goLive(event, 1, browser)).code).toBe('banned');
    expect((await goLive(event, 2, browser)).code).toBe('banned');
    expect((await goLive(event, 3, { ...browser, 'x-forwarded-for': '203.0.113.9' })).code).toBe('banned');
    // The camera's id alone is enough.
    expect((await goLive(event, 1, await browserAt('203.0.113.10'))).code).toBe('banned');
    // Other events are not affected.
    const other = await open('open');
    expect((await goLive(other.event, 1, browser)).code).toBeNull();
  });

  it('holds newcomers of that network until a moderator lets them in, but not cameras that were here before', async () => {
    const { event, moderator } = await open('open');
    const neighbour = await browserAt('198.51.100.20');
    const inAdvance = await browserAt('198.51.100.21');
    await (await goLive(event, 3, neighbour)).socket.must('endLive', {});
    const banned = await goLive(event, 1, await browserAt('198.51.100.8'));
    await moderator.must('curate', { perspective: must(banned.own).id, action: 'ban' });
    const back = await goLive(event, 2, await browserAt('198.51.100.99'));
    expect(back.own?.curation.letIn).toBe(false);
    const { perspectives } = await moderator.must<Watched>('watch', {});
    expect(perspectives.find(({ id }) => id === back.own?.id)?.backstage?.isSuspect).toBe(true);
    expect((await goLive(event, 3, neighbour)).own?.curation.letIn).toBe(true);
    // A cookie from before the ban proves nothing: anybody can collect cookies in advance.
    expect((await goLive(event, 5, inAdvance)).own?.curation.letIn).toBe(false);
    expect((await goLive(event, 4, await browserAt('203.0.113.20'))).own?.curation.letIn).toBe(true);
  });

  it('is ended by its undo or by unban, after which it stays hidden until it is shown', async () => {
    const { event, moderator } = await open('open');
    const browser = await browserAt('198.51.100.30');
    const { own } = await goLive(event, 1, browser);
    const perspective = must(own).id;
    const { entry } = await moderator.must<DecisionReply>('curate', { perspective, action: 'ban' });
    const out = await moderator.must<Watched>('readOut', {});
    expect(out.perspectives).toMatchObject([{ id: perspective, curation: { out: 'banned' } }]);
    expect(await moderator.ask('curate', { perspective, action: 'letIn' })).toMatchObject({
      refusal: { code: 'notNow' },
    });
    await moderator.must('undo', { entry });
    expect((await goLive(event, 2, browser)).own?.curation.letIn).toBe(true);
    expect((await goLive(event, 1, browser)).own?.curation).toMatchObject({ out: 'no', hidden: false });

    await moderator.must('curate', { perspective, action: 'ban' });
    await moderator.must('curate', { perspective, action: 'unban' });
    expect((await goLive(event, 1, browser)).own?.curation).toMatchObject({ out: 'no', hidden: true });
    expect((await goLive(event, 3, browser)).code).toBeNull();
  });

  it('applies to a phone that goes live at the same moment', async () => {
    const { event, moderator } = await open('open');
    const browser = await browserAt('198.51.100.40');
    const { own, socket } = await goLive(event, 1, browser);
    const perspective = must(own).id;
    await socket.must('endLive', {});
    const wish = { cameraId: cameraId(1), label: 'x', place: { precision: 'off' } };
    const again = await rig.socket('spectator', event, undefined, browser);
    const [answer] = await Promise.all([
      again.ask('goLive', wish),
      moderator.must('curate', { perspective, action: 'ban' }),
    ]);
    if (answer.ok) expect(await again.nextNotice('ended')).toEqual({ why: 'banned' });
    else expect(answer.refusal.code).toBe('banned');
    const { perspectives } = await moderator.must<Watched>('watch', {});
    expect(perspectives).toEqual([]);
  });
});

describe('one socket', () => {
  it('has one live camera: the next one replaces it', async () => {
    const { event } = await open('open');
    const socket = await rig.socket('spectator', event);
    for (const camera of [1, 2, 3]) {
      await socket.must('goLive', { cameraId: cameraId(camera), label: '', place: { precision: 'off' } });
    }
    expect((await rig.http(`/api/events/${event}/perspectives`)).body.perspectives).toHaveLength(1);
  });
});
