import { mkdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { startTcpRelay } from '../support/relay.ts';
import { createRig } from '../support/rig.ts';

// With a replica from the start; the server knows one address, as behind a failover proxy.
const [primary, replica] = await Promise.all([startRedis(['--save', '']), startRedis(['--save', ''])]);
await replica.redis.replicaof('127.0.0.1', primary.port);
const relay = await startTcpRelay(primary.port);
afterAll(async () => {
  relay.close();
  await Promise.all([primary.close(), replica.close()]);
});
const rig = await createRig({ env: { REDIS_URL: `redis://127.0.0.1:${relay.port}`, RATE_SCALE: '1000' } });

const outages = () => rig.server.output().match(/the registry is down/g)?.length ?? 0;
const ends = () => rig.server.output().match(/the registry is back/g)?.length ?? 0;
const ready = () => rig.http('/readyz');
const open = async () => (await rig.http('/api/events', { title: 'Another' })).body.refusal?.code ?? 'opened';
/** Waits until events can be opened again. */
const healed = () => expect.poll(open, { interval: 100 }).toBe('opened');

const dumpOf = async (redis: TestRedis['redis']) =>
  join(((await redis.config('GET', 'dir')) as string[])[1] ?? '', 'dump.rdb');

/** Without an answer for this long, the registry counts as down, ms. */
const waitedForMs = 2_500;
/** How each error begins and ends, and what `/readyz` says why. */
const refusals: Record<string, [begin: (r: TestRedis) => unknown, end: (r: TestRedis) => unknown, why: RegExp]> = {
  OOM: [
    ({ redis }) => redis.config('SET', 'maxmemory', '1'),
    ({ redis }) => redis.config('SET', 'maxmemory', '0'),
    /no memory left/,
  ],
  NOREPLICAS: [
    ({ redis }) => redis.config('SET', 'min-replicas-to-write', '9'),
    ({ redis }) => redis.config('SET', 'min-replicas-to-write', '0'),
    /too few replicas/,
  ],
  'MISCONF, its dump cannot be written': [
    async ({ redis }) => {
      await mkdir(await dumpOf(redis));
      await redis.config('SET', 'save', '3600 1');
      await redis.bgsave();
      await expect.poll(() => redis.info('persistence')).toContain('rdb_last_bgsave_status:err');
    },
    async ({ redis }) => {
      await rmdir(await dumpOf(redis));
      await redis.bgsave();
    },
    /cannot write to its disk/,
  ],
  'BUSY with a script': [
    async ({ redis }) => {
      await redis.config('SET', 'busy-reply-threshold', '50');
      const other = redis.duplicate();
      other.eval('while true do end', 0).catch(() => other.disconnect());
      await expect.poll(() => redis.ping().catch((error: Error) => error.message)).toContain('BUSY');
    },
    ({ redis }) => redis.script('KILL'),
    /a script keeps Redis busy/,
  ],
  'NOAUTH, as its password was changed': [
    async ({ redis }) => {
      await redis.call('ACL', 'SETUSER', 'default', 'resetpass', '>another');
      relay.breakAll();
    },
    ({ redis }) => redis.call('ACL', 'SETUSER', 'default', 'nopass'),
    /asks for a password/,
  ],
  'too many clients': [
    async ({ redis }) => {
      await redis.config('SET', 'maxclients', '1');
      relay.breakAll();
    },
    ({ redis }) => redis.config('SET', 'maxclients', '1000'),
    /as many clients as it takes/,
  ],
  NOPERM: [
    ({ redis }) => redis.call('ACL', 'SETUSER', 'default', '-set', '-evalsha', '-eval'),
    ({ redis }) => redis.call('ACL', 'SETUSER', 'default', '+@all'),
    /does not let this user write/,
  ],
  'READONLY, as a demoted primary': [
    ({ redis }) => redis.replicaof('127.0.0.1', '1'),
    ({ redis }) => redis.replicaof('NO', 'ONE'),
    /read-only replica/,
  ],
  MASTERDOWN: [
    async ({ redis }) => {
      await redis.config('SET', 'replica-serve-stale-data', 'no');
      await redis.replicaof('127.0.0.1', '1');
    },
    async ({ redis }) => {
      await redis.replicaof('NO', 'ONE');
      await redis.config('SET', 'replica-serve-stale-data', 'yes');
    },
    /lost its primary|read-only replica/,
  ],
  'no answer at all': [
    ({ pid }) => process.kill(pid(), 'SIGSTOP'),
    ({ pid }) => process.kill(pid(), 'SIGCONT'),
    /does not answer in time/,
  ],
};

describe('a registry that answers, but refuses', () => {
  it.each(Object.entries(refusals))('%s: one refusal, one line at its start and one at its end', async (_, how) => {
    const [begin, end, why] = how;
    const { event } = await rig.openEvent();
    const viewer = await rig.socket('viewer', event.id);
    await viewer.must('watch', {});
    const before = [outages(), ends()];
    await begin(primary);
    try {
      const askedAt = performance.now();
      const answers = await Promise.all([open(), open(), viewer.ask('say', { text: 'Hello' })]);
      expect(performance.now() - askedAt).toBeLessThan(8_000);
      expect(answers.slice(0, 2)).toEqual(['registryDown', 'registryDown']);
      expect(answers[2]).toMatchObject({ ok: false, refusal: { code: 'registryDown' } });
      const unready = { status: 503, body: { registry: false, why: expect.stringMatching(why) } };
      await expect.poll(ready).toMatchObject(unready);
      // Once it is known to be down, requests do not wait for it.
      const knownAt = performance.now();
      expect(await open()).toBe('registryDown');
      expect(performance.now() - knownAt).toBeLessThan(waitedForMs);
    } finally {
      await end(primary);
    }
    await healed();
    expect((await ready()).status).toBe(200);
    expect([outages(), ends()]).toEqual(before.map((count) => count + 1));
    expect(rig.server.output()).not.toContain('"defect"');
  });

  it('finds the new primary at the same address after a failover, although the old one keeps its connection', async () => {
    const { event } = await rig.openEvent({ title: 'Before' });
    await expect.poll(() => replica.redis.exists(`polyscope:event:${event.id}`)).toBe(1);
    await replica.redis.replicaof('NO', 'ONE');
    await primary.redis.replicaof('127.0.0.1', replica.port);
    relay.leadTo(replica.port);
    await healed();
    expect((await rig.http(`/api/events/${event.id}`)).status).toBe(200);
    expect(rig.server.output()).not.toContain('"defect"');
  });
});
