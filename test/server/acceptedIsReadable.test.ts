import { afterAll, describe, expect, it } from 'vitest';
import type { DecisionReply } from '../../shared/conversations/moderator.ts';
import type { LogEntry } from '../../shared/curationLog.ts';
import type { Event, Perspective } from '../../shared/domain.ts';
import { startRedis } from '../support/redis.ts';
import { createRig } from '../support/rig.ts';
import { cameraId } from '../support/rtp.ts';
import { startServer } from '../support/server.ts';

const redis = await startRedis();
afterAll(() => redis.close());
const rig = await createRig({ env: { REDIS_URL: redis.url, RATE_SCALE: '100' } });

/** An ordinary Hindi letter whose composed form is two characters long, and is not composed by NFC. */
const qa = '\u0958';
const open = (wish: object) => rig.http('/api/events', { title: 'A concert', ...wish });
const listed = async () => (await rig.http('/api/events')).body.events as Event[];

describe('an event that is accepted', () => {
  it.each([
    ['a title that grows as it is made plain', { title: qa.repeat(80) }, 400],
    ['a title of letters and their accents apart, and short once composed', { title: 'e\u0301'.repeat(80) }, 200],
    ['a start beyond all calendars', { startsAt: 9e15 }, 400],
    ['the largest whole number', { startsAt: Number.MAX_SAFE_INTEGER }, 400],
    ['a start before there were events', { startsAt: -1 }, 400],
    ['a start that is no number', { startsAt: null }, 400],
    ['a start in a hundred years', { startsAt: Date.now() + 100 * 366 * 86_400_000 }, 400],
    ['a start in a year', { startsAt: Date.now() + 366 * 86_400_000 }, 200],
    ['a start long ago', { startsAt: Date.UTC(2000) }, 200],
    ['half a surrogate', { title: 'x\ud800' }, 200],
    ['minus zero as a place', { venue: { latitude: -0, longitude: -0, radiusM: 10 } }, 200],
  ])('is listed and can be read again, or is refused: %s', async (_, wish, status) => {
    const reply = await open(wish);
    expect(reply.status).toBe(status);
    expect((await rig.http('/api/events')).status).toBe(200);
    if (status !== 200) return expect(reply.body.refusal?.code).toBe('badMessage');
    const { event } = reply.body as { event: Event };
    expect((await rig.http(`/api/events/${event.id}`)).body.event).toMatchObject({ title: event.title });
    expect((await listed()).map(({ id }) => id)).toContain(event.id);
  });

  it('is the same to the last digit after moderators changed it', async () => {
    const venue = { latitude: 47.12345678901234, longitude: -8.98765432109876, radiusM: 1234.5678901234567 };
    const { event, token } = await rig.openEvent({ venue });
    const moderator = await rig.socket('moderator', event.id, token);
    const { entry } = await moderator.must<DecisionReply>('setDoors', { doors: 'held' });
    await moderator.must('reorder', { order: [] });
    await moderator.must('undo', { entry });
    const read = (await rig.http(`/api/events/${event.id}`)).body.event as Event;
    expect(read).toMatchObject({ venue, order: [], startsAt: event.startsAt, doors: 'open' });
    const { token: fresh } = await moderator.must<{ token: string }>('rotateLink', {});
    await rig.socket('moderator', event.id, fresh);
  });
});

describe('what phones, viewers and moderators say', () => {
  it('can be read by everybody once it is accepted, and is refused if it is too long as plain text', async () => {
    const { event, token } = await rig.openEvent();
    const [phone, viewer, moderator] = [
      await rig.socket('spectator', event.id),
      await rig.socket('viewer', event.id),
      await rig.socket('moderator', event.id, token),
    ];
    const codeOf = async (asking: Promise<unknown>) => ((await asking) as { refusal?: { code: string } }).refusal?.code;
    const place = { precision: 'off' };
    const wish = { cameraId: cameraId(1), place };
    expect(await codeOf(phone.ask('goLive', { ...wish, label: qa.repeat(21) }))).toBe('badMessage');
    const { perspective } = await phone.must<{ perspective: Perspective }>('goLive', { ...wish, label: qa.repeat(20) });
    const { id } = perspective;
    const long: [ask: typeof viewer.ask, name: string, asked: object][] = [
      [viewer.ask, 'say', { text: qa.repeat(141) }],
      [viewer.ask, 'say', { text: 'x', name: qa.repeat(21) }],
      [viewer.ask, 'report', { perspective: id, reason: 'other', note: qa.repeat(21) }],
      [moderator.ask, 'rename', { perspective: id, name: qa.repeat(21) }],
      [moderator.ask, 'assignGroup', { perspective: id, group: qa.repeat(21) }],
      [moderator.ask, 'curate', { perspective: id, action: 'hide', why: qa.repeat(101) }],
      [moderator.ask, 'nudge', { perspective: id, nudgeMs: 1e20 }],
      [moderator.ask, 'setDoors', { doors: 'held', version: 2 ** 53 }],
    ];
    for (const [ask, name, asked] of long) expect(await codeOf(ask(name, asked)), name).toBe('badMessage');

    await viewer.must('say', { text: qa.repeat(140), name: qa.repeat(20), perspective: id });
    await viewer.must('report', { perspective: id, reason: 'other', note: qa.repeat(20) });
    await moderator.must('rename', { perspective: id, name: qa.repeat(20) });
    await moderator.must('curate', { perspective: id, action: 'hide', why: qa.repeat(100) });
    await phone.must('reportClock', { offsetMs: -4.9e12, boundMs: 0.1, cameraDelayMs: 1e-7, captureTimeErrorMs: -0 });
    const { perspectives } = await moderator.must<{ perspectives: Perspective[] }>('watch', {});
    expect(perspectives[0]).toMatchObject({ label: perspective.label, curation: { hidden: true } });
    expect(perspectives[0]?.label).toHaveLength(40);
    const { entries } = await moderator.must<{ entries: LogEntry[] }>('readLog', {});
    expect(entries.map(({ act }) => act)).toEqual(['rename', 'hide']);
    expect((await viewer.must<{ messages: object[] }>('readMessages', {})).messages).toHaveLength(1);
    expect((await moderator.must<{ reports: object[] }>('readReports', {})).reports).toHaveLength(1);
    await phone.must('exportMine', { cameraId: cameraId(1) });
  });
});

describe('a server that starts on data that another one accepted', () => {
  it('starts', async () => {
    const other = await startServer({ env: { REDIS_URL: redis.url } });
    expect((await fetch(`${other.url}/api/events`)).status).toBe(200);
    await other.close();
  });
});
