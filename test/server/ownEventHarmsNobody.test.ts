import { afterAll, describe, expect, it } from 'vitest';
import { now, wallNow } from '../../server/clocks.ts';
import { createLog } from '../../server/log.ts';
import { createCurationLog } from '../../server/registry/curationLogStore.ts';
import { createMessages } from '../../server/registry/messages.ts';
import { createPerspectiveStore } from '../../server/registry/perspectiveStore.ts';
import { createReadStored } from '../../server/registry/stored.ts';
import type { Message } from '../../shared/conversations/talk.ts';
import { newCookie } from '../support/cookie.ts';
import { eventKey } from '../support/eventKey.ts';
import { formerRecord } from '../support/former.ts';
import { startRedis } from '../support/redis.ts';
import { createRig } from '../support/rig.ts';

const redis = await startRedis(['--save', '']);
afterAll(() => redis.close());
const rig = await createRig({ env: { REDIS_URL: redis.url, RATE_SCALE: '100000' } });
const readStored = createReadStored(createLog('silent'));
const log = createCurationLog(redis.redis, 3_600, readStored);
const messages = createMessages(redis.redis, 3_600, readStored);
const store = createPerspectiveStore(redis.redis, { now, wallNow }, 3_600, readStored);
const many = 10_000;

/** Bytes that Redis sends and commands that it runs: costs that do not depend on the machine. */
const costOf = async (work: () => Promise<unknown>) => {
  const read = async () => {
    const stats = await redis.redis.info('stats');
    const count = (name: string) => Number(new RegExp(`${name}:(\\d+)`).exec(stats)?.[1]);
    return { bytes: count('total_net_output_bytes'), commands: count('total_commands_processed') };
  };
  const before = await read();
  await work();
  const after = await read();
  return { bytes: after.bytes - before.bytes, commands: after.commands - before.commands };
};
/** 100 at once, since round trips take longer than Redis does. */
const repeat = async (count: number, once: (n: number) => Promise<unknown>) => {
  for (let done = 0; done < count; done += 100) {
    await Promise.all(Array.from({ length: Math.min(100, count - done) }, (_, n) => once(done + n)));
  }
};
const lineOf = (act: 'mute' | 'remove' | 'ban') =>
  ({ at: Date.now(), by: { is: 'event' }, act, whom: '', why: '', report: null }) as const;

const senderOf = (n: number) => `sender${String(n).padStart(4, '0')}`;
const say = (event: string, n: number, network = 'elsewhere') => {
  const message: Message = {
    id: `message-of-${String(n).padStart(5, '0')}`,
    at: Date.now(),
    sender: senderOf(n),
    name: '',
    text: 'noise',
    perspective: null,
    isModerator: false,
  };
  return messages.say(event, message, network);
};
const mute = (event: string, n: number) => {
  const target = { is: 'sender', id: senderOf(n) } as const;
  const patch = { mutedUntil: Date.now() + 3_600_000 + n };
  const base = { mutedUntil: 0, version: 0 };
  return log.change({ event, target, patch, base, entry: { ...lineOf('mute'), target } });
};

describe('an event whose moderator mutes in a loop', () => {
  it('cannot mute somebody who never spoke', async () => {
    const { event, token } = await rig.openEvent();
    const moderator = await rig.socket('moderator', event.id, token);
    expect(await moderator.ask('mute', { sender: 'nobody-yet' })).toMatchObject({ refusal: { code: 'noSuchSender' } });
    expect(await redis.redis.exists(eventKey(event.id, 'mutes'))).toBe(0);
  });

  it('does not make speaking more expensive, and the last mutes hold', async () => {
    const [quiet, busy] = [await rig.openEvent(), await rig.openEvent()];
    await repeat(many, (n) => say(busy.event.id, n, n === many - 1 ? 'near' : 'elsewhere'));
    await repeat(many, (n) => mute(busy.event.id, n));
    const counted = (['mutes', 'muted'] as const).map((name) =>
      redis.redis.eval(
        'return redis.call(ARGV[1], KEYS[1])',
        1,
        eventKey(busy.event.id, name),
        name === 'mutes' ? 'HLEN' : 'ZCARD',
      ),
    );
    expect(await Promise.all(counted)).toEqual([1_000, 1_000]);
    expect(await redis.redis.hlen(eventKey(busy.event.id, 'speakers'))).toBeLessThanOrEqual(6_000);
    expect(await redis.redis.llen(eventKey(busy.event.id, 'messages'))).toBe(1_000);

    expect(await messages.mutedUntil(busy.event.id, senderOf(many - 1), null, Date.now())).toBeGreaterThan(Date.now());
    expect(await messages.mutedUntil(busy.event.id, 'new-one', 'near', Date.now())).toBeGreaterThan(Date.now());
    expect(await messages.mutedUntil(busy.event.id, 'new-one', 'far', Date.now())).toBe(0);
    const costOfTalking = async (event: string) => {
      const viewer = await rig.socket('viewer', event, undefined, { cookie: await newCookie(rig.server.url) });
      return costOf(async () => {
        for (let n = 0; n < 20; n += 1) await viewer.must('say', { text: `hello ${n}` });
      });
    };
    const [none, all] = [await costOfTalking(quiet.event.id), await costOfTalking(busy.event.id)];
    // Each message removes the oldest, which is read first: 20 of 250 bytes. Both include heartbeats and probes.
    expect(all.bytes).toBeLessThan(none.bytes * 1.5 + 20_000);
    expect(all.commands).toBeLessThan(none.commands * 1.5 + 100);
  }, 120_000);

  it('forgets decisions about a message with the message', async () => {
    const { event } = await rig.openEvent();
    for (let n = 0; n < 3; n += 1) {
      await say(event.id, n);
      const target = { is: 'message', id: `message-of-${String(n).padStart(5, '0')}` } as const;
      const base = { isDeleted: false, version: 0 };
      await log.change({ event: event.id, target, patch: { isDeleted: true }, base });
    }
    await repeat(1_001, (n) => say(event.id, n + 3));
    // The three oldest are gone: the list keeps 1,000.
    await say(event.id, 5_000);
    expect(await redis.redis.hlen(eventKey(event.id, 'messageDecisions'))).toBe(0);
  });
});

describe('an event whose moderator removes in a loop', () => {
  it('keeps a limited number, the banned ones longest, and is read as cheaply', async () => {
    const [quiet, busy] = [await rig.openEvent(), await rig.openEvent()];
    const removing = async (n: number, act: 'remove' | 'ban') => {
      const event = busy.event.id;
      const origin = { camera: `camera-${n}`, device: null, network: 'network' };
      const fresh = { ...formerRecord(event), since: n };
      const record = (await store.claim(event, origin, fresh)) ?? fresh;
      const target = { is: 'perspective', id: record.id } as const;
      const admission = { is: 'banned', perspective: record.id, at: Date.now(), until: null } as const;
      const admissions = act === 'ban' ? { admissions: { [`camera-${n}`]: admission } } : {};
      const patch = { out: act === 'ban' ? 'banned' : 'removed' };
      await log.change({ event, target, patch, entry: { ...lineOf(act), target }, ...admissions });
      await store.save({ ...record, state: 'gone' });
      return record.id;
    };
    const banned = await removing(0, 'ban');
    await repeat(many, (n) => removing(n + 1, 'remove'));
    for (const name of ['perspectives', 'curation', 'origins', 'cameras'] as const) {
      expect(await redis.redis.hlen(eventKey(busy.event.id, name)), name).toBeLessThanOrEqual(2_600);
    }
    expect(await redis.redis.zcard(eventKey(busy.event.id, 'out'))).toBeLessThanOrEqual(2_600);
    expect((await store.get(busy.event.id, banned))?.curation.out).toBe('banned');
    expect(await log.admissions(busy.event.id, ['camera-0'])).toMatchObject([{ is: 'banned' }]);

    const moderator = await rig.socket('moderator', busy.event.id, busy.token);
    const { perspectives } = await moderator.must<{ perspectives: unknown[] }>('readOut', {});
    expect(perspectives).toHaveLength(500);
    const once = await costOf(() => moderator.must('readOut', {}));
    expect(once.bytes).toBeLessThan(600_000);
    const reading = ({ event }: typeof quiet) =>
      costOf(async () => {
        for (let n = 0; n < 20; n += 1) {
          await rig.http(`/api/events/${event.id}`);
          await rig.http(`/api/events/${event.id}/perspectives`);
        }
      });
    const [none, all] = [await reading(quiet), await reading(busy)];
    expect(all.bytes).toBeLessThan(none.bytes * 1.5 + 20_000);
    expect(all.commands).toBeLessThan(none.commands * 1.5 + 100);
  }, 120_000);

  it('keeps that many bans', async () => {
    const { event } = await rig.openEvent();
    const target = { is: 'event', id: event.id } as const;
    const until = null;
    await repeat(many / 100 + 5, (n) => {
      const rows = Array.from({ length: 100 }, (_, each) => {
        const admission = { is: 'banned', perspective: 'perspective-of-it', at: n, until } as const;
        return [`digest-${n}-${each}`, admission] as const;
      });
      const line = { ...lineOf('ban'), target, at: n };
      return log.change({
        event: event.id,
        target,
        patch: {},
        isNote: true,
        entry: line,
        admissions: Object.fromEntries(rows),
      });
    });
    expect(await redis.redis.hlen(eventKey(event.id, 'admissions'))).toBe(many);
    expect(await log.admissions(event.id, ['digest-0-0', 'digest-104-99'])).toMatchObject([null, { is: 'banned' }]);
  }, 60_000);
});

describe('requests that read much', () => {
  it('count as costly', async () => {
    const strict = await createRig({ env: { REDIS_URL: redis.url } });
    const { event, token } = await strict.openEvent();
    for (const name of ['readLog', 'readReports', 'readOut', 'readMessages']) {
      const moderator = await strict.socket('moderator', event.id, token);
      const codes: (string | undefined)[] = [];
      for (let n = 0; n < 24; n += 1) {
        const answer = await moderator.ask(name, {});
        codes.push(answer.ok ? undefined : answer.refusal.code);
      }
      expect(codes.includes('tooFast'), name).toBe(true);
    }
  });
});
