import { afterAll, describe, expect, it } from 'vitest';
import { digestOf } from '../../server/events/admission.ts';
import type { DecisionReply } from '../../shared/conversations/moderator.ts';
import type { Export, Holding, Insight } from '../../shared/conversations/spectator.ts';
import type { LogEntry } from '../../shared/curationLog.ts';
import { newCookie } from '../support/cookie.ts';
import { filmingOn } from '../support/filming.ts';
import { startRedis } from '../support/redis.ts';
import { keysWith } from '../support/redisTexts.ts';
import { createRig } from '../support/rig.ts';
import { cameraId } from '../support/rtp.ts';

const redis = await startRedis();
afterAll(() => redis.close());
const rig = await createRig({ isPlain: true, env: { REDIS_URL: redis.url, RATE_SCALE: '100' } });
const { film, view } = filmingOn(rig);
const { event, token } = await rig.openEvent({ doors: 'open' });
const moderator = await view(event.id, token);
const place = { precision: 'exact', latitude: 48.858912, longitude: 2.294777, heading: 200 };

const headers = { cookie: await newCookie(rig.server.url) };
const phone = await rig.socket('spectator', event.id, undefined, headers);
const mine = { cameraId: cameraId(1) };
const countOf = (holdings: Holding[]) => Object.fromEntries(holdings.map(({ what, count }) => [what, count]));

const filmed = await film(event.id, 1);
const perspective = filmed.id;
const other = await film(event.id, 2);
// The same camera over a socket with a cookie, under a name to search for later.
await phone.must('goLive', { ...mine, label: 'Unmistakable', place });

describe('what happened with a picture', () => {
  it('is shown on its phone: how many watched for how long, when it was featured, who decided what and why', async () => {
    const viewer = await view(event.id);
    const again = await film(event.id, 1);
    await viewer.want([{ perspective }]);
    await expect.poll(() => viewer.shown(perspective).packets).toBeGreaterThan(5);
    await moderator.socket.must('curate', { perspective, action: 'feature', why: 'the best view' });
    await moderator.socket.must('curate', { perspective, action: 'unfeature' });
    const insight = () => phone.must<Insight>('readMine', mine);
    // Counted every second, written every 3 s.
    await expect.poll(async () => (await insight()).viewers).toBe(1);
    const shown = await insight();
    expect(shown).toMatchObject({ perspective, watching: 1, until: null });
    expect(shown.watchedMinutes).toBeGreaterThan(0);
    expect(shown.featured).toEqual([{ from: expect.any(Number), to: expect.any(Number) }]);
    expect(shown.decisions.map(({ act, by, why }) => [act, by, why])).toEqual([
      ['feature', 'moderator', 'the best view'],
      ['unfeature', 'moderator', ''],
    ]);
    again.socket.close();
    viewer.close();
  });

  it('is complete as soon as it has ended: how long it was filmed, how many watched at most, until when it is kept', async () => {
    const [viewer, ending] = [await view(event.id), await film(event.id, 3)];
    await viewer.want([{ perspective: ending.id }]);
    const insight = () => ending.socket.must<Insight>('readMine', { cameraId: cameraId(3) });
    await expect.poll(async () => (await insight()).mostWatching).toBe(1);
    const { filmedMinutes } = await insight();
    expect(filmedMinutes).toBeGreaterThan(0);
    await ending.socket.must('endLive', {});
    const ended = await insight();
    expect(ended).toMatchObject({ watching: 0, mostWatching: 1, until: null });
    expect(ended.filmedMinutes).toBeGreaterThanOrEqual(filmedMinutes);
    expect(ended.keptMs).toBeGreaterThan(0);
    viewer.close();
  });

  it('can be exported as JSON, only with the camera’s id', async () => {
    await phone.must('goLive', { ...mine, label: 'Unmistakable', place });
    const others = await rig.socket('viewer', event.id);
    await others.must('report', { perspective, reason: 'privacy', note: 'row 3, seat 12' });
    const all = await phone.must<Export>('exportMine', mine);
    expect(all.held).toMatchObject({
      record: [{ id: perspective, label: 'Unmistakable', place }],
      curation: [{ letIn: true }],
      decisions: [{ act: 'feature' }, { act: 'unfeature' }],
      // The reason of each report, but not by whom, when, or in which words.
      reportsAbout: [{ reason: 'privacy' }],
    });
    expect(Object.keys((all.held.reportsAbout as object[])[0] ?? {})).toEqual(['reason']);
    const { sender } = await others.must<{ sender: string }>('readMessages', {});
    const shown = JSON.stringify([all, await phone.must('readMine', mine)]);
    for (const trace of ['row 3', sender]) expect(shown, trace).not.toContain(trace);
    others.close();
    expect(JSON.stringify(all)).not.toContain(cameraId(1));
    const stranger = await phone.must<Export>('exportMine', { cameraId: cameraId(77) });
    expect(stranger.insight).toMatchObject({ perspective: null, holdings: [], decisions: [] });
  });
});

describe('a spectator who takes everything back', () => {
  it('is no longer live, and only the fact is stored', async () => {
    const viewer = await rig.socket('viewer', event.id, undefined, headers);
    const others = await rig.socket('viewer', event.id);
    await viewer.must('say', { text: 'hello from the phone', name: 'Unmistakable', perspective });
    const { message } = await viewer.must<{ message: { id: string } }>('say', { text: 'and again' });
    await moderator.socket.must('deleteMessage', { message: message.id, why: 'about Unmistakable' });
    await others.must('say', { text: 'from somebody else', perspective });
    await others.must('report', { perspective, reason: 'spam', note: 'no' });
    await viewer.must('report', { perspective: other.id, reason: 'other' });
    const ordered = [perspective, other.id];
    await moderator.socket.must('reorder', { order: ordered });
    await moderator.socket.must('offerView', { view: `?focus=${perspective}` });
    await moderator.socket.must('curate', { perspective, action: 'trust', why: 'Unmistakable is known to us' });
    await moderator.socket.must<DecisionReply>('rename', { perspective, name: 'Unmistakable too' });
    const { was, left } = await phone.must<{ was: Holding[]; left: Holding[] }>('takeBack', mine);
    expect(countOf(was)).toMatchObject({
      ...{ record: 1, camera: 1, device: 1, place: 1, curation: 1, statistics: 1, messages: 2 },
      ...{ reportsAbout: 2, reportsBy: 1, trust: 2, decisions: 5 },
    });
    expect(left).toEqual([]);
    await phone.nextNotice<{ why: string }>('ended', ({ why }) => why === 'takenBack');

    const { sender } = await viewer.must<{ sender: string }>('readMessages', {});
    const traces = [perspective, 'Unmistakable', 'hello from the phone', digestOf(event.id, cameraId(1)), sender];
    for (const trace of [...traces, cameraId(1), '48.8589', '48.8585']) {
      expect(await keysWith(redis.redis, trace), trace).toEqual([]);
    }
    const { entries } = await moderator.socket.must<{ entries: LogEntry[] }>('readLog', {});
    expect(entries.filter(({ act }) => act === 'feature')).toMatchObject([{ whom: '', why: '', target: { id: '' } }]);
    expect(entries.at(-1)).toMatchObject({ act: 'takeBack', by: { is: 'spectator' } });
    expect(await moderator.socket.ask('undo', { entry: entries[0]?.id })).toMatchObject({
      refusal: { code: 'noSuchEntry' },
    });
    const { messages } = await others.must<{ messages: { text: string }[] }>('readMessages', {});
    expect(messages.map(({ text }) => text)).toEqual(['from somebody else']);
  });

  it('affects nobody else, and may start again', async () => {
    const ids = async () => (await moderator.socket.must<{ perspectives: { id: string }[] }>('watch', {})).perspectives;
    expect((await ids()).map(({ id }) => id)).toEqual([other.id]);
    expect((await phone.must<Insight>('readMine', mine)).holdings).toEqual([]);
    const { perspective: fresh } = await phone.must<{ perspective: { id: string } }>('goLive', {
      ...mine,
      label: 'New',
      place: { precision: 'off' },
    });
    expect(fresh.id).not.toBe(perspective);
  });

  it('does not end a ban that way', async () => {
    const banned = await rig.phone(event.id, 5);
    await moderator.socket.must('curate', { perspective: banned.live.perspective.id, action: 'ban' });
    const asked = { cameraId: cameraId(5) };
    const { left } = await banned.socket.must<{ left: Holding[] }>('takeBack', asked);
    // Of its camera and of its browser.
    expect(left).toEqual([{ what: 'ban', count: 2 }]);
    await expect(rig.phone(event.id, 5)).rejects.toThrow('banned');
  });

  it('gets the confirmation only once it is true: if deletion fails it is no longer live, and asks again', async () => {
    const failing = await film(event.id, 7);
    const asked = { cameraId: cameraId(7) };
    await redis.redis.config('SET', 'min-replicas-to-write', '9');
    expect(await failing.socket.ask('takeBack', asked)).toMatchObject({ refusal: { code: 'registryDown' } });
    expect(await failing.socket.nextNotice('ended')).toEqual({ why: 'notTakenBack' });
    expect(JSON.stringify((await rig.http(`/api/events/${event.id}/perspectives`)).body)).not.toContain(failing.id);
    await redis.redis.config('SET', 'min-replicas-to-write', '0');
    await expect.poll(async () => (await rig.http('/readyz')).status).toBe(200);
    expect((await failing.socket.must<{ left: Holding[] }>('takeBack', asked)).left).toEqual([]);
    expect(await keysWith(redis.redis, failing.id)).toEqual([]);
  });
});
