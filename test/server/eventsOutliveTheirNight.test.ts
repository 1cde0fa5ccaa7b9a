import { afterAll, describe, expect, it } from 'vitest';
import { keepRetention } from '../../server/events/retention.ts';
import { createLog } from '../../server/log.ts';
import { createEventStore } from '../../server/registry/eventStore.ts';
import { createPersonalData } from '../../server/registry/personalData.ts';
import { createReadStored } from '../../server/registry/stored.ts';
import type { Event } from '../../shared/domain.ts';
import { filmingOn } from '../support/filming.ts';
import { startRedis } from '../support/redis.ts';
import { createRig } from '../support/rig.ts';
import { startServer } from '../support/server.ts';

const redis = await startRedis();
afterAll(() => redis.close());
const rig = await createRig({ isPlain: true, env: { REDIS_URL: redis.url, RATE_SCALE: '100' } });
const { film, view } = filmingOn(rig);
const [hour, day] = [3_600, 86_400];
const keyOf = (event: Event) => `polyscope:event:${event.id}`;
const listed = async () => ((await rig.http('/api/events')).body.events as Event[]).map(({ id }) => id);

describe('an event', () => {
  it.each([true, false])(
    'is kept while somebody films, however long ago it was opened; listed: %s',
    async (isListed) => {
      const { event, token } = await rig.openEvent({ listed: isListed });
      const filmed = await film(event.id, isListed ? 1 : 2);
      await redis.redis.expire(keyOf(event), 8);
      await expect.poll(() => redis.redis.ttl(keyOf(event))).toBeGreaterThan(11 * hour);
      // Deleted by hand or by a fault of the registry: heartbeats of the phone write it again.
      await redis.redis.del(keyOf(event), 'polyscope:events');
      await expect.poll(() => redis.redis.exists(keyOf(event))).toBe(1);
      const moderator = await view(event.id, token);
      await moderator.socket.must('curate', { perspective: filmed.id, action: 'ban' });
      expect((await listed()).includes(event.id)).toBe(isListed);
      moderator.close();
    },
  );

  it('is kept from its start time on', async () => {
    const { event } = await rig.openEvent({ startsAt: Date.now() + 8 * day * 1_000, listed: false });
    expect(await redis.redis.ttl(keyOf(event))).toBeGreaterThan(8 * day + 11 * hour);
  });

  it('has moderators from its opening until 7 days after the last activity', async () => {
    const ahead = await rig.openEvent({ startsAt: Date.now() + 300 * day * 1_000 });
    const { event, token } = await rig.openEvent();
    // As if the last activity was that long ago.
    const lastSeen = (seconds: number) => redis.redis.expire(keyOf(event), 30 * day - seconds);
    const connect = (shown: string) => rig.socket('moderator', event.id, shown);
    const log = async (shown: string) => (await rig.http(`/api/events/${event.id}/log`, undefined, shown)).status;
    await rig.socket('moderator', ahead.event.id, ahead.token);
    await lastSeen(7 * day - 120);
    const moderator = await connect(token);
    const { token: session, expiresInMs } = await moderator.must<{ token: string; expiresInMs: number }>(
      'renewToken',
      {},
    );
    expect(expiresInMs).toBeLessThanOrEqual(120_000);
    await lastSeen(7 * day + 120);
    for (const shown of [token, session]) {
      await expect(connect(shown)).rejects.toMatchObject({ code: 'tokenExpired' });
      expect(await log(shown)).toBe(401);
    }
    expect(await moderator.ask('renewToken', {})).toMatchObject({ refusal: { code: 'tokenExpired' } });
    // While somebody films, the first link stays valid, for weeks.
    await film(event.id, 4);
    await expect.poll(() => log(token)).toBe(200);
    const again = await connect(token);
    expect((await again.must<{ expiresInMs: number }>('renewToken', {})).expiresInMs).toBeGreaterThan(590_000);
    await again.must('rotateLink', { why: 'leaked' });
    await expect(connect(token)).rejects.toMatchObject({ code: 'tokenRevoked' });
  });

  it('keeps personal data while somebody is there, even if they only write messages', async () => {
    const readStored = createReadStored(createLog('silent'));
    const { event } = await rig.openEvent({ listed: false });
    const viewer = await rig.socket('viewer', event.id);
    await viewer.must('say', { text: 'still here' });
    await redis.redis.expire(keyOf(event), 60);
    const sweepAt = (at: number) => {
      const clock = { wallNow: () => at, isWallClockReliable: () => true };
      const parts = { ...clock, retentionMs: 24 * hour * 1_000, onDefect: () => undefined };
      const events = createEventStore(redis.redis, () => at, readStored);
      const retention = keepRetention({ events, personalData: createPersonalData(redis.redis, readStored), ...parts });
      retention.close();
      return retention.sweep();
    };
    expect(await sweepAt(Date.now())).not.toContain(event.id);
    expect(await redis.redis.ttl(keyOf(event))).toBeGreaterThan(11 * hour);
    await redis.redis.del(keyOf(event));
    expect(await sweepAt(Date.now())).not.toContain(event.id);
    expect(await redis.redis.llen(`${keyOf(event)}:messages`)).toBe(1);
    expect(await sweepAt(Date.now() + 120_000)).toContain(event.id);
  });
});

describe('an event that is not listed', () => {
  it('has an unguessable id', async () => {
    const { event } = await rig.openEvent({ title: 'A march through the whole city', listed: false });
    // Hex: four bits a letter.
    expect(/[0-9a-f]+$/.exec(event.id)?.[0].length).toBeGreaterThanOrEqual(96 / 4);
    expect(event.id).toMatch(/^a-march/);
  });
});

describe('the list of events', () => {
  it('begins with live events, then those nearest in time, even if many are far ahead', async () => {
    const live = await rig.openEvent({ startsAt: Date.now() - 20 * day * 1_000 });
    await film(live.event.id, 3);
    const next = await rig.openEvent({ startsAt: Date.now() + hour * 1_000 });
    for (let n = 0; n < 210; n += 1) await rig.openEvent({ title: 'Buy', startsAt: Date.now() + 700 * day * 1_000 });
    await expect.poll(async () => (await listed()).slice(0, 5)).toContain(live.event.id);
    const ids = await listed();
    expect(ids).toHaveLength(200);
    expect(ids.slice(0, 10)).toContain(next.event.id);
  });
});

describe('the event that a server announces', () => {
  const announced = (output: string) => /Go live\s+\S+\/e\/([^/\s]+)\/live/.exec(output)?.[1];

  it('is the one it opened itself, although others opened some, and a new one once that was closed', async () => {
    const first = announced(rig.server.output());
    expect(first).toBe('tonight');
    const other = await startServer({ env: { REDIS_URL: redis.url } });
    expect(announced(other.output())).toBe(first);
    await other.close();
    // Yesterday's begins again, under the same link.
    const read = async () => JSON.parse((await redis.redis.get(`polyscope:event:${first}`)) ?? '');
    await redis.redis.set(
      `polyscope:event:${first}`,
      JSON.stringify({ ...(await read()), startsAt: Date.now() - day * 1_000 }),
    );
    await redis.redis.zadd('polyscope:events', 1, first ?? '');
    const nextDay = await startServer({ env: { REDIS_URL: redis.url } });
    expect(announced(nextDay.output())).toBe(first);
    expect((await read()).startsAt).toBeGreaterThan(Date.now() - hour * 1_000);
    expect(Number(await redis.redis.zscore('polyscope:events', first ?? ''))).toBe((await read()).startsAt);
    await nextDay.close();
    const stored = JSON.parse((await redis.redis.get(`polyscope:event:${first}`)) ?? '');
    await redis.redis.set(`polyscope:event:${first}`, JSON.stringify({ ...stored, endsAt: Date.now() }));
    const later = await startServer({ env: { REDIS_URL: redis.url } });
    const second = announced(later.output());
    expect(second).toMatch(/^tonight-/);
    await later.close();
    const again = await startServer({ env: { REDIS_URL: redis.url } });
    expect(announced(again.output())).toBe(second);
    await again.close();
  });
});
