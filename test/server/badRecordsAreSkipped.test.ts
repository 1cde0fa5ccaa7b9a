import { afterAll, describe, expect, it } from 'vitest';
import { digestOf } from '../../server/events/admission.ts';
import { keepRetention } from '../../server/events/retention.ts';
import { createLog } from '../../server/log.ts';
import { createEventStore } from '../../server/registry/eventStore.ts';
import { keys } from '../../server/registry/keys.ts';
import { createPersonalData } from '../../server/registry/personalData.ts';
import { createReadStored } from '../../server/registry/stored.ts';
import type { LogEntry } from '../../shared/curationLog.ts';
import type { Event, Perspective } from '../../shared/domain.ts';
import { type EventKeyName, eventKey } from '../support/eventKey.ts';
import { startRedis } from '../support/redis.ts';
import { createRig } from '../support/rig.ts';
import { cameraId } from '../support/rtp.ts';
import { startServer } from '../support/server.ts';

const redis = await startRedis();
afterAll(() => redis.close());
const rig = await createRig({ env: { REDIS_URL: redis.url, RATE_SCALE: '100' } });
const { event, token } = await rig.openEvent({ title: 'Kept' });
const moderator = await rig.socket('moderator', event.id, token);
const viewer = await rig.socket('viewer', event.id);
const keyOf = (name: EventKeyName) => eventKey(event.id, name);

/** Values that a fault, an update or a manual change may leave in the registry. */
const bad = ['', '{', 'null', '[]', '"text"', '{}', '{"version":"x"}', '{"id":{},"at":1e400}', '\u0000\ud800', 'NaN'];
const shown = async () =>
  (await moderator.must<{ perspectives: Perspective[] }>('watch', {})).perspectives.map(({ id }) => id);

describe('a record that cannot be read', () => {
  it.each(bad)('of an event hides only that event: %j', async (text) => {
    const spoilt = (await rig.openEvent({ title: 'Spoilt' })).event.id;
    await redis.redis.set(`polyscope:event:${spoilt}`, text);
    const { body, status } = await rig.http('/api/events');
    expect(status).toBe(200);
    const ids = (body.events as Event[]).map(({ id }) => id);
    expect(ids).toContain(event.id);
    expect(ids).not.toContain(spoilt);
    expect((await rig.http(`/api/events/${spoilt}`)).body.refusal?.code).toBe('noSuchEvent');
  });

  it('of a perspective, or of decisions about it, hides nothing live, and is replaced', async () => {
    const { live: whole } = await rig.phone(event.id, 1);
    for (const [name, text] of bad.flatMap((each) => [
      ['perspectives', each],
      ['curation', each],
    ]) as ['perspectives' | 'curation', string][]) {
      const { live, socket } = await rig.phone(event.id, 2);
      const { id } = live.perspective;
      await redis.redis.hset(keyOf(name), id, text);
      expect(await shown(), `${name} ${text}`).toEqual([whole.perspective.id, id]);
      expect((await rig.http(`/api/events/${event.id}/perspectives`)).status).toBe(200);
      await moderator.must('readOut', {});
      await moderator.must('readReports', {});
      await socket.must('readMine', { cameraId: cameraId(2) });
      // When the phone goes live again it is the same tile, with a new record.
      const again = await rig.phone(event.id, 2);
      expect(again.live.perspective.id).toBe(id);
      await moderator.must('curate', { perspective: again.live.perspective.id, action: 'feature' });
      await again.socket.must('takeBack', { cameraId: cameraId(2) });
      expect(await shown()).toEqual([whole.perspective.id]);
      socket.close();
    }
  });

  it('of decisions, with one wrong value, does not make new decisions fail', async () => {
    const { live, socket } = await rig.phone(event.id, 5);
    const { id } = live.perspective;
    const known = JSON.parse((await redis.redis.hget(keyOf('curation'), id)) ?? '{}');
    for (const wrong of [{ name: 'x'.repeat(50) }, { hidden: 1 }, { nudgeMs: 1e30 }]) {
      await redis.redis.hset(keyOf('curation'), id, JSON.stringify({ ...known, ...wrong }));
      for (const action of ['feature', 'unfeature', 'hide', 'show']) {
        const answer = await moderator.ask('curate', { perspective: id, action });
        expect(answer.ok || answer.refusal.code).not.toBe('defect');
      }
    }
    await socket.must('takeBack', { cameraId: cameraId(5) });
  });

  it.each(['', 'NaN', '1e3', '-1', '9'.repeat(30)])('of a count starts again from zero: %j', async (text) => {
    await redis.redis.hset(keyOf('reactions'), 'sad', text);
    await viewer.must('react', { reaction: 'sad' });
    await expect.poll(() => redis.redis.hget(keyOf('reactions'), 'sad')).toBe('1');
    await redis.redis.del(keyOf('reactions'));
  });

  it('of the log, of messages, of senders and reports, is left out', async () => {
    const { live, socket } = await rig.phone(event.id, 3);
    const { id } = live.perspective;
    const { entry } = await moderator.must<{ entry: number }>('curate', { perspective: id, action: 'feature' });
    const { message } = await viewer.must<{ message: { id: string; sender: string } }>('say', { text: 'stays' });
    await viewer.must('report', { perspective: id, reason: 'other', note: 'stays' });
    for (const text of bad) {
      await redis.redis.rpush(keyOf('log'), text);
      await redis.redis.rpush(keyOf('messages'), text);
      await redis.redis.hset(keys.reports.of(event.id, id), 'by:somebody', text, 'from:somewhere', text);
      await redis.redis.hset(keyOf('messageDecisions'), message.id, text);
      await redis.redis.hset(keyOf('mutes'), message.sender, text);
      await redis.redis.hset(keyOf('origins'), id, text);
      await redis.redis.hset(keyOf('reactions'), 'heart', text || '1e999', 'clap', '1e30');
      await redis.redis.hset(keyOf('watched'), id, text);
      expect((await viewer.must<{ reactions: object }>('readMessages', {})).reactions).toEqual({});
      await redis.redis.hset(keyOf('admissions'), digestOf(event.id, cameraId(3)), text);
      const { messages } = await viewer.must<{ messages: { text: string }[] }>('readMessages', {});
      expect(messages.map((each) => each.text)).toEqual(['stays']);
      const { entries } = await moderator.must<{ entries: LogEntry[] }>('readLog', { perspective: id });
      expect(entries.map((each) => each.id)).toContain(entry);
      expect((await moderator.must<{ reports: object[] }>('readReports', {})).reports).toMatchObject([{ count: 1 }]);
      await socket.must('exportMine', { cameraId: cameraId(3) });
      // Earlier decisions cannot be read; new ones count.
      await moderator.must('mute', { sender: message.sender });
      await moderator.must('deleteMessage', { message: message.id });
      await moderator.must('curate', { perspective: id, action: 'trust' });
      await moderator.must('curate', { perspective: id, action: 'sendBack' });
      await moderator.must('curate', { perspective: id, action: 'letIn' });
      await viewer.must('report', { perspective: id, reason: 'spam' });
      expect(await viewer.ask('say', { text: 'muted' })).toMatchObject({ refusal: { code: 'muted' } });
      await moderator.must('unmute', { sender: message.sender });
      await redis.redis.hdel(keyOf('messageDecisions'), message.id);
    }
    const { entries } = await moderator.must<{ entries: LogEntry[] }>('readLog', {});
    expect(entries.map((each) => each.id)).toEqual([...new Set(entries.map((each) => each.id))].sort((a, b) => a - b));
    await moderator.must('undo', { entry });
    await socket.must('takeBack', { cameraId: cameraId(3) });
  });

  it('of an event that is not valid UTF-8 can be changed', async () => {
    const odd = await rig.openEvent({ title: 'Odd? Yes' });
    const key = `polyscope:event:${odd.event.id}`;
    const bytes = (await redis.redis.getBuffer(key)) ?? Buffer.alloc(0);
    bytes[bytes.indexOf('?')] = 0xff;
    await redis.redis.set(key, bytes);
    const own = await rig.socket('moderator', odd.event.id, odd.token);
    await own.must('setDoors', { doors: 'held' });
    expect((await rig.http(`/api/events/${odd.event.id}`)).body.event).toMatchObject({ doors: 'held' });
  });

  it('stops no sweep and no start, and is logged once, with its key but not its content', async () => {
    const readStored = createReadStored(createLog('silent'));
    const at = Date.now() + 30 * 3_600_000;
    const retention = keepRetention({
      events: createEventStore(redis.redis, () => at, readStored),
      personalData: createPersonalData(redis.redis, readStored),
      wallNow: () => at,
      isWallClockReliable: () => true,
      retentionMs: 24 * 3_600_000,
      onDefect: () => undefined,
    });
    retention.close();
    const secret = '{"label":"Secret label"}';
    await redis.redis.hset(keyOf('perspectives'), 'secret-record', secret);
    await redis.redis.hset(keyOf('curation'), 'secret-record', secret);
    await redis.redis.zadd(keyOf('present'), Date.now(), 'secret-record');
    for (let n = 0; n < 5; n += 1) await shown();
    const logged = () =>
      rig.server
        .output()
        .split('\n')
        .filter((line) => line.includes('secret-record'));
    await expect.poll(logged).toHaveLength(2);
    expect(rig.server.output()).not.toContain('Secret label');
    expect(rig.server.output()).not.toContain('a step of the rules failed');
    const other = await startServer({ env: { REDIS_URL: redis.url } });
    expect((await fetch(`${other.url}/api/events`)).status).toBe(200);
    await other.close();
    expect(await retention.sweep()).toContain(event.id);
  });
});
