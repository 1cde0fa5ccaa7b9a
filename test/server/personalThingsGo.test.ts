import { afterAll, describe, expect, it } from 'vitest';
import { keepRetention } from '../../server/events/retention.ts';
import { createLog } from '../../server/log.ts';
import { createEventStore } from '../../server/registry/eventStore.ts';
import { createFilmed } from '../../server/registry/filmed.ts';
import { keys } from '../../server/registry/keys.ts';
import { createPersonalData } from '../../server/registry/personalData.ts';
import { createPerspectiveStore } from '../../server/registry/perspectiveStore.ts';
import { createReadStored } from '../../server/registry/stored.ts';
import { startRedis } from '../support/redis.ts';
import { keysWith, textsOf } from '../support/redisTexts.ts';
import { createRig } from '../support/rig.ts';
import { cameraId } from '../support/rtp.ts';

const redis = await startRedis();
afterAll(() => redis.close());
const rig = await createRig({ env: { REDIS_URL: redis.url } });
const small = await createRig({ env: { REDIS_URL: redis.url, MAX_PERSPECTIVES: '1' } });
const hour = 3_600_000;
const readStored = createReadStored(createLog('silent'));

/** A sweep at another time. */
const sweepAt = async (at: number, isWallClockReliable = true) => {
  const retention = keepRetention({
    events: createEventStore(redis.redis, () => at, readStored),
    personalData: createPersonalData(redis.redis, readStored),
    wallNow: () => at,
    isWallClockReliable: () => isWallClockReliable,
    retentionMs: 24 * hour,
    onDefect: () => undefined,
  });
  retention.close();
  return retention.sweep();
};

/** An event with personal data of every kind. */
async function evening() {
  const { event, token } = await rig.openEvent({ title: 'Evening' });
  const place = { precision: 'exact', latitude: 48.858912, longitude: 2.294777 };
  const { live } = await rig.phone(event.id, 1, { place, label: 'Anna' });
  const [viewer, moderator] = [await rig.socket('viewer', event.id), await rig.socket('moderator', event.id, token)];
  await viewer.must('say', { text: 'hello from Anna', name: 'Anna' });
  await viewer.must('react', { reaction: 'heart' });
  // Reactions are counted in batches.
  await expect.poll(() => redis.redis.hget(keys.reactions.of(event.id), 'heart')).toBe('1');
  await viewer.must('report', { perspective: live.perspective.id, reason: 'other', note: 'it is Anna' });
  await moderator.must('curate', { perspective: live.perspective.id, action: 'ban', why: 'Anna' });
  return { event: event.id, moderator, perspective: live.perspective.id };
}
const keysOf = async (event: string) =>
  (await keysWith(redis.redis, event)).filter((key) => key !== 'polyscope:events');

describe('personal data', () => {
  it('is deleted a set time after the event was closed; the event itself stays', async () => {
    const { event, moderator, perspective } = await evening();
    await moderator.must('closeEvent', {});
    const closedAt = Date.now();
    expect(await sweepAt(closedAt + 23.9 * hour)).toEqual([]);
    expect((await keysWith(redis.redis, 'Anna')).length).toBeGreaterThan(3);
    // After a clock step, ages are unreliable.
    expect(await sweepAt(closedAt + 24.1 * hour, false)).toEqual([]);
    expect(await sweepAt(closedAt + 24.1 * hour)).toEqual([event]);
    expect(await keysWith(redis.redis, 'Anna')).toEqual([]);
    expect(await keysWith(redis.redis, perspective)).toEqual([]);
    expect(await keysOf(event)).toEqual([`polyscope:event:${event}`]);
    expect((await rig.http(`/api/events/${event}`)).body).toMatchObject({ event: { title: 'Evening' }, live: 0 });
  });

  it('is deleted a set time after the last activity if nobody closed the event', async () => {
    const { event } = await evening();
    const { socket } = await rig.phone(event, 2);
    socket.close();
    expect(await sweepAt(Date.now() + 23.9 * hour)).toEqual([]);
    expect(await sweepAt(Date.now() + 24.5 * hour)).toEqual([event]);
    expect(await keysWith(redis.redis, 'Anna')).toEqual([]);
  });

  it('expires in Redis soon after, in case no server runs then', async () => {
    const { event } = await evening();
    await expect.poll(() => keysOf(event).then((keys) => keys.length)).toBeGreaterThan(6);
    await sweepAt(Date.now() + 20 * hour);
    for (const key of await keysOf(event)) {
      if ([`polyscope:event:${event}`, 'polyscope:activity', 'polyscope:present'].includes(key)) continue;
      const seconds = await redis.redis.ttl(key);
      expect(seconds, key).toBeGreaterThan(0);
      expect(seconds, key).toBeLessThanOrEqual(5 * 3_600 + 1);
    }
  });

  it('is only under keys that a sweep finds', async () => {
    await evening();
    for (const key of (await textsOf(redis.redis)).keys()) {
      expect(key).toMatch(
        /^polyscope:(event:[a-z0-9-]+(:.*)?|events|events:places|activity|present|live|own|listed:.*|rate:.*|node:.*)$/,
      );
    }
  });

  it('does not include how many filmed an event and when: that is kept as long as the event', async () => {
    const { event } = await rig.openEvent();
    let at = Date.now();
    const store = createPerspectiveStore(redis.redis, { now: () => at, wallNow: () => at }, 60, readStored);
    const filmed = createFilmed(redis.redis);
    expect(await filmed.of(event.id)).toBeNull();
    const [one, other] = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb'].map((id) => ({ event: event.id, id, isLive: true }));
    if (!one || !other) return;
    await store.assert([{ ...one, isLive: false }]);
    expect(await filmed.of(event.id)).toBeNull();
    const from = at;
    await store.assert([one, other]);
    at += hour;
    await store.assert([one]);
    await createPersonalData(redis.redis, readStored).forget(event.id);
    expect(await filmed.of(event.id)).toEqual({ cameras: 2, from, until: from + hour });
    expect(await keysWith(redis.redis, one.id)).toEqual([]);
    const ttlOf = (key: string) => redis.redis.ttl(key);
    const left = await ttlOf(keys.event.of(event.id));
    for (const key of [keys.filmed, keys.filmedBy]) {
      const seconds = await ttlOf(key.of(event.id));
      expect(Math.abs(seconds - left)).toBeLessThan(60);
    }
  });

  it('is not in that number either, once it is taken back: nor if its server comes back and asserts it', async () => {
    const { event } = await rig.openEvent();
    const store = createPerspectiveStore(redis.redis, { now: Date.now, wallNow: Date.now }, 60, readStored);
    const [data, filmed] = [createPersonalData(redis.redis, readStored), createFilmed(redis.redis)];
    const [one, other, idle] = ['cccccccccccc', 'dddddddddddd', 'eeeeeeeeeeee'];
    const assert = (...ids: string[]) => store.assert(ids.map((id) => ({ event: event.id, id, isLive: true })));
    const takeBack = (perspective: string) =>
      data.forgetOwner(event.id, { camera: `camera of ${perspective}`, perspective, device: null, sender: null });
    await takeBack(idle);
    await assert(one, other);
    await takeBack(one);
    await assert(one, other);
    expect(await filmed.of(event.id)).toMatchObject({ cameras: 1 });
    await takeBack(other);
    await assert(one, other);
    expect(await filmed.of(event.id)).toBeNull();
  });

  it('is not stored for a phone that was refused', async () => {
    const { event } = await small.openEvent();
    await small.phone(event.id, 1);
    const kept = await textsOf(redis.redis);
    const late = await small.socket('spectator', event.id);
    const wish = { cameraId: cameraId(2), label: 'Late', place: { precision: 'off' } };
    expect(await late.ask('goLive', wish)).toMatchObject({ refusal: { code: 'tooManyPerspectives' } });
    for (const [key, text] of await textsOf(redis.redis)) {
      if (key.startsWith(`polyscope:event:${event.id}:`)) expect(text).toBe(kept.get(key));
    }
  });
});
