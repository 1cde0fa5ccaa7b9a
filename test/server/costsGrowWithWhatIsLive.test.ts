import { afterAll, describe, expect, it } from 'vitest';
import { now, wallNow } from '../../server/clocks.ts';
import { createLog } from '../../server/log.ts';
import { createCurationLog } from '../../server/registry/curationLogStore.ts';
import { createPerspectiveStore } from '../../server/registry/perspectiveStore.ts';
import { createReadStored } from '../../server/registry/stored.ts';
import type { LogEntry } from '../../shared/curationLog.ts';
import type { Perspective } from '../../shared/domain.ts';
import { addFormer, formerRecord, readsPerSecond } from '../support/former.ts';
import { startRedis } from '../support/redis.ts';
import { createRig } from '../support/rig.ts';

const redis = await startRedis();
afterAll(() => redis.close());
const rig = await createRig({ env: { REDIS_URL: redis.url, RATE_SCALE: '100000' } });
const readStored = createReadStored(createLog('silent'));
const store = createPerspectiveStore(redis.redis, { now, wallNow }, 3_600, readStored);
const log = createCurationLog(redis.redis, 3_600, readStored);

/** Bytes that Redis sends during an action: a cost that does not depend on the machine. */
const bytesRead = async (work: () => Promise<unknown>): Promise<number> => {
  const sent = async () => Number(/total_net_output_bytes:(\d+)/.exec(await redis.redis.info('stats'))?.[1]);
  const before = await sent();
  await work();
  return (await sent()) - before;
};

describe('an event with 10,000 former cameras', () => {
  it('is as cheap to read as one with none, for everybody', async () => {
    const [quiet, busy] = [await rig.openEvent(), await rig.openEvent()];
    await addFormer(redis.redis, busy.event.id, 10_000);
    const reading = async ({ event, token }: typeof quiet) => {
      const viewer = await rig.socket('viewer', event.id);
      const moderator = await rig.socket('moderator', event.id, token);
      return bytesRead(async () => {
        for (let n = 0; n < 20; n += 1) {
          await rig.http(`/api/events/${event.id}`);
          await rig.http(`/api/events/${event.id}/perspectives`);
        }
        await rig.http('/api/events');
        await viewer.must('watch', {});
        await moderator.must('readOut', {});
        await moderator.must('readReports', {});
      });
    };
    const [none, many] = [await reading(quiet), await reading(busy)];
    // Both include heartbeats and the statistics themselves.
    expect(many).toBeLessThan(none * 1.5 + 20_000);
    await readsPerSecond(rig.server.url, quiet.event.id, 500);
    const rates = [await readsPerSecond(rig.server.url, quiet.event.id, 1_000)];
    rates.push(await readsPerSecond(rig.server.url, busy.event.id, 1_000));
    console.log(`GET of an event per second: ${rates.map(Math.round).join(' with none, ')} with 10,000 former cameras`);
  });

  it('forgets the oldest of them, but none that is here or that moderators decided about', async () => {
    const { event } = await rig.openEvent();
    const come = async (n: number, origin = `camera-${n}`) => {
      const fresh = formerRecord(event.id, `Camera ${n}`);
      const record =
        (await store.claim(event.id, { camera: origin, device: null, network: 'network' }, fresh)) ?? fresh;
      await store.save({ ...record, label: `Camera ${n}`, state: 'live' });
      return record;
    };
    const here = await come(0);
    const decided = await come(1);
    const line = { at: Date.now(), by: { is: 'event' }, act: 'ban', whom: '', why: '', report: null } as const;
    const target = { is: 'perspective', id: decided.id } as const;
    await log.change({ event: event.id, target, patch: { out: 'banned' }, entry: { ...line, target } });
    await store.save({ ...decided, state: 'gone' });
    const first = await come(2);
    await store.save({ ...first, state: 'gone' });
    for (let n = 3; n < 620; n += 1) await store.save({ ...(await come(n)), state: 'gone' });
    expect(await redis.redis.hlen(`polyscope:event:${event.id}:perspectives`)).toBeLessThan(520);
    for (const name of ['curation', 'cameras', 'origins']) {
      expect(await redis.redis.hlen(`polyscope:event:${event.id}:${name}`), name).toBeLessThan(520);
    }
    expect((await store.present(event.id)).map(({ found }) => found.id)).toEqual([here.id]);
    expect((await store.out(event.id)).map(({ id }) => id)).toEqual([decided.id]);
    expect(await store.ofCamera(event.id, 'camera-2')).toBeNull();
    expect((await store.ofCamera(event.id, 'camera-619'))?.label).toBe('Camera 619');
    expect((await come(2)).id).not.toBe(first.id);
  });
});

describe('a long log', () => {
  it('is bounded and read from its end, and its entries keep their ids', async () => {
    const { event, token } = await rig.openEvent();
    const { live } = await rig.phone(event.id, 1);
    const { id } = live.perspective;
    const moderator = await rig.socket('moderator', event.id, token);
    const target = { is: 'event', id: event.id } as const;
    const line = {
      at: Date.now(),
      by: { is: 'event' },
      act: 'doors',
      target,
      whom: '',
      why: '',
      report: null,
    } as const;
    for (let n = 0; n < 5_200; n += 1) {
      await log.change({ event: event.id, target, patch: {}, isNote: true, entry: line });
    }
    expect(await redis.redis.llen(`polyscope:event:${event.id}:log`)).toBe(5_000);
    const { entry } = await moderator.must<{ entry: number }>('curate', { perspective: id, action: 'feature' });
    expect(entry).toBe(5_201);
    const read = async (query: object) => (await moderator.must<{ entries: LogEntry[] }>('readLog', query)).entries;
    expect((await read({ perspective: id })).map((each) => each.id)).toEqual([5_201]);
    const newest = await read({});
    expect(newest).toHaveLength(1_000);
    expect(newest.at(-1)?.id).toBe(5_201);
    expect((await read({ before: newest[0]?.id, limit: 2 })).map((each) => each.id)).toEqual([4_200, 4_201]);
    expect(await bytesRead(() => read({ after: 5_195 }))).toBeLessThan(400_000);
    expect(await moderator.ask('undo', { entry: 100 })).toMatchObject({ refusal: { code: 'noSuchEntry' } });
    await moderator.must('undo', { entry });
    expect((await read({ after: 5_200 })).map((each) => [each.id, each.undoes, each.undoneBy])).toEqual([
      [5_201, null, 5_202],
      [5_202, 5_201, null],
    ]);
    const { perspectives } = await moderator.must<{ perspectives: Perspective[] }>('watch', {});
    expect(perspectives[0]?.curation.featured).toBe(false);
  }, 60_000);
});
