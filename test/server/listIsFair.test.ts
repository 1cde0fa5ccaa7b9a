import { afterAll, describe, expect, it } from 'vitest';
import type { OpenedReply } from '../../shared/restApi.ts';
import { filmingOn } from '../support/filming.ts';
import { startRedis } from '../support/redis.ts';
import { noteRefusal } from '../support/refusalsSeen.ts';
import { createRig } from '../support/rig.ts';

const redis = await startRedis();
afterAll(() => redis.close());
// A fifth of the real limits: 12 events of one network are listed.
const rig = await createRig({ isPlain: true, env: { REDIS_URL: redis.url, TRUST_PROXY: '1', RATE_SCALE: '0.2' } });
const { film } = filmingOn(rig);

const open = async (address: string, wish: object = {}) => {
  const response = await fetch(`${rig.server.url}/api/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify({ title: 'A concert', ...wish }),
  });
  const reply = (await response.json()) as OpenedReply & { refusal?: { code: string } };
  noteRefusal('openEvent', reply.refusal?.code);
  return reply;
};
const list = async () => (await rig.http('/api/events')).body.events as { id: string; live: number }[];
const forgetRates = async () => {
  const keys = await redis.redis.keys('polyscope:rate:*');
  if (keys.length > 0) await redis.redis.del(...keys);
};

describe('the list of events', () => {
  it('has a limited number of events of one network, over any time', async () => {
    for (let n = 0; n < 12; n += 1) expect((await open(`198.18.1.${n + 1}`)).refusal).toBeUndefined();
    await forgetRates();
    expect((await open('198.18.1.100')).refusal?.code).toBe('tooManyListed');
    expect((await open('198.18.1.101', { startsAt: Date.now() + 86_400_000 * 30 })).refusal?.code).toBe(
      'tooManyListed',
    );
    expect((await open('198.18.1.102', { listed: false })).refusal).toBeUndefined();
    const old = await open('198.18.1.103', { startsAt: Date.now() - 86_400_000 * 2 });
    const other = await open('198.18.2.1', { startsAt: Date.now() + 86_400_000 * 10 });
    const ids = (await list()).map(({ id }) => id);
    expect(ids).toContain(other.event.id);
    // Events that began days ago come after all future ones.
    expect(ids.indexOf(old.event.id)).toBeGreaterThan(ids.indexOf(other.event.id));
    for (const key of await redis.redis.keys('polyscope:listed:*')) {
      expect(key).not.toContain('198.18');
      expect(await redis.redis.ttl(key)).toBeGreaterThan(0);
    }
    await redis.redis.eval(
      "for _, key in ipairs(redis.call('KEYS', 'polyscope:listed:*')) do redis.call('ZADD', key, 'XX', ARGV[1], redis.call('ZRANGE', key, 0, 0)[1]) end return 0",
      0,
      Date.now() - 90_000_000,
    );
    expect((await open('198.18.1.104')).refusal).toBeUndefined();
  });

  it('begins with events that have media: a camera that sends none makes no event live', async () => {
    const silent = await open('198.18.3.1', { startsAt: Date.now() + 86_400_000 * 5 });
    await rig.phone(silent.event.id, 1);
    const flowing = await open('198.18.3.2', { startsAt: Date.now() + 86_400_000 * 9 });
    await film(flowing.event.id, 2);
    await expect.poll(async () => (await list())[0]).toMatchObject({ id: flowing.event.id, live: 1 });
    const listed = await list();
    expect(listed.find(({ id }) => id === silent.event.id)?.live).toBe(0);
    expect(listed.findIndex(({ id }) => id === silent.event.id)).toBeGreaterThan(2);
  });

  it('is read once for concurrent requests', async () => {
    const reads = async () => Number(/cmdstat_mget:calls=(\d+)/.exec(await redis.redis.info('commandstats'))?.[1] ?? 0);
    // A list is cached for a second: begin right after a read.
    const kept = await reads();
    await expect.poll(() => list().then(reads)).toBeGreaterThan(kept);
    const before = await reads();
    const startedAt = performance.now();
    for (let n = 0; n < 4; n += 1) await Promise.all(Array.from({ length: 50 }, list));
    const seconds = (performance.now() - startedAt) / 1_000;
    expect((await reads()) - before).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
  });
});
