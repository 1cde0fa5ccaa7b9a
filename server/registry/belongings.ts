import type { Redis } from 'ioredis';
import type { LogEntry } from '../../shared/curationLog.ts';
import type { Belongings, Mark, Owner } from '../events/ports.ts';
import { reach } from './connection.ts';
import { parseEntry } from './curationLog.ts';
import { keys } from './keys.ts';
import { parseMessage } from './messages.ts';

/** Stands where the id of a perspective stood whose spectator took everything back. */
const takenBack = 'taken-back';

/** What names a perspective in passing: KEYS event, log, messages; ARGV id, what stands there from now on. */
const scrubScript = `
local pattern = ARGV[1]:gsub('%-', '%%-')
local event = redis.call('GET', KEYS[1])
if event then redis.call('SET', KEYS[1], (event:gsub(pattern, ARGV[2])), 'KEEPTTL') end
for n = 2, 3 do
  for index, line in ipairs(redis.call('LRANGE', KEYS[n], 0, -1)) do
    local scrubbed, count = line:gsub(pattern, ARGV[2])
    if count > 0 then redis.call('LSET', KEYS[n], index - 1, scrubbed) end
  end
end
return 0`;

/** A line about somebody who took everything back: that it was done stays, to whom does not. */
function withoutWhom(entry: LogEntry): LogEntry {
  const target = { ...entry.target, id: '' };
  return { ...entry, target, whom: '', why: '', before: {}, after: {} };
}

const one = <T>(value: T | null | undefined): T[] => (value === null || value === undefined ? [] : [value]);

/** Where everything about persons stands, in one place: what is held, what is taken back, what a sweep deletes. */
export function createBelongings(redis: Redis): Belongings {
  const idsOf = (event: string) => redis.hkeys(keys.perspectives.of(event));

  const personalKeys = async (event: string): Promise<string[]> => {
    const whole = Object.values(keys).filter(({ ttl, of }) => ttl === 'personal' && of.length === 1);
    const each = [keys.reports, keys.viewers];
    const ids = await idsOf(event);
    return [...whole.map(({ of }) => of(event, '')), ...each.flatMap(({ of }) => ids.map((id) => of(event, id)))];
  };

  const linesOf = async (event: string, owner: Owner) => {
    const lines = (await redis.lrange(keys.log.of(event), 0, -1)).map(parseEntry);
    const { perspective, sender } = owner;
    // What is about a message or a sender names the sender.
    return lines.filter(({ target: { is, id }, whom }) =>
      is === 'perspective' ? id === perspective : is !== 'event' && whom !== '' && whom === sender,
    );
  };

  const messagesOf = async (event: string, { sender }: Owner) => {
    const texts = sender ? await redis.lrange(keys.messages.of(event), 0, -1) : [];
    return texts.filter((text) => parseMessage(text).sender === sender);
  };

  const marksOf = async (event: string, { camera, device }: Owner, is: Mark['is']) => {
    const digests = [camera, ...one(device)];
    const texts = await redis.hmget(keys.marks.of(event), ...digests);
    return digests.flatMap((digest, index) => {
      const mark: Mark | null = JSON.parse(texts[index] ?? 'null');
      return mark?.is === is ? [{ digest, mark }] : [];
    });
  };

  const reportsBy = async (event: string, { device }: Owner) => {
    if (!device) return [];
    const made = await Promise.all(
      (await idsOf(event)).map(async (id) => {
        const report = await redis.hget(keys.reports.of(event, id), `by:${device}`);
        return report ? [{ perspective: id, report }] : [];
      }),
    );
    return made.flat();
  };

  const aboutPerspective = async (event: string, id: string) => {
    const [record, curation, origin, place, watchedMs, viewers, reports] = await Promise.all([
      redis.hget(keys.perspectives.of(event), id),
      redis.hget(keys.curation.of(event), id),
      redis.hget(keys.origins.of(event), id),
      redis.geopos(keys.places.of(event), id),
      redis.hget(keys.watched.of(event), id),
      redis.pfcount(keys.viewers.of(event, id)),
      redis.hvals(keys.reports.of(event, id)),
    ]);
    return {
      record: one(record).map((text) => JSON.parse(text)),
      curation: one(curation).map((text) => JSON.parse(text)),
      device: one(origin).map((text) => JSON.parse(text)),
      place: one(place[0]),
      statistics: watchedMs || viewers > 0 ? [{ watchedMs: Number(watchedMs ?? 0), viewers }] : [],
      reportsAbout: reports.filter((text) => text.startsWith('{')).map((text) => JSON.parse(text)),
    };
  };
  const nothing = { record: [], curation: [], device: [], place: [], statistics: [], reportsAbout: [] };

  const forgetPerspective = async (event: string, id: string) => {
    const hashes = [keys.perspectives, keys.curation, keys.origins, keys.watched];
    const step = redis.multi();
    for (const { of } of hashes) step.hdel(of(event), id);
    step.zrem(keys.places.of(event), id).zrem(keys.present.of(), `${event}/${id}`);
    step.del(keys.reports.of(event, id), keys.viewers.of(event, id));
    await step.exec();
  };

  const forgetMessages = async (event: string, owner: Owner) => {
    const said = await messagesOf(event, owner);
    const step = redis.multi();
    for (const text of said) {
      step.lrem(keys.messages.of(event), 0, text).hdel(keys.messageMarks.of(event), parseMessage(text).id);
    }
    if (said.length > 0) await step.exec();
  };

  return {
    touched: () =>
      reach(async () => {
        const rows = await redis.zrange(keys.activity.of(), '0', '-1', 'WITHSCORES');
        return rows.flatMap((event, index) => (index % 2 === 0 ? [{ event, at: Number(rows[index + 1]) }] : []));
      }),
    keep: (event, seconds) =>
      reach(async () => {
        const step = redis.multi();
        for (const key of await personalKeys(event)) step.expire(key, seconds);
        await step.exec();
      }),
    forget: (event) =>
      reach(async () => {
        await redis
          .multi()
          .del(...(await personalKeys(event)))
          .zrem(keys.activity.of(), event)
          .exec();
      }),
    of: (event, owner) =>
      reach(async () => {
        const { camera, perspective, sender } = owner;
        const about = perspective ? await aboutPerspective(event, perspective) : nothing;
        const known = await redis.hget(keys.cameras.of(event), camera);
        const mute = sender ? await redis.hget(keys.senders.of(event), sender) : null;
        return {
          ...about,
          camera: one(known && { digest: camera, perspective: known }),
          decisions: await linesOf(event, owner),
          messages: (await messagesOf(event, owner)).map(parseMessage),
          reportsBy: await reportsBy(event, owner),
          trust: await marksOf(event, owner, 'trusted'),
          ban: await marksOf(event, owner, 'banned'),
          mute: one(mute).map((text) => JSON.parse(text)),
        };
      }),
    forgetOwner: (event, owner) =>
      reach(async () => {
        const log = keys.log.of(event);
        for (const entry of await linesOf(event, owner)) {
          await redis.lset(log, entry.id - 1, JSON.stringify(withoutWhom(entry)));
        }
        await forgetMessages(event, owner);
        for (const { perspective } of await reportsBy(event, owner)) {
          await redis.hdel(keys.reports.of(event, perspective), `by:${owner.device}`);
        }
        for (const { digest } of await marksOf(event, owner, 'trusted')) await redis.hdel(keys.marks.of(event), digest);
        if (owner.perspective) {
          await forgetPerspective(event, owner.perspective);
          const names = [keys.event, keys.log, keys.messages].map(({ of }) => of(event));
          await redis.eval(scrubScript, 3, ...names, owner.perspective, takenBack);
        }
        await redis.hdel(keys.cameras.of(event), owner.camera);
      }),
  };
}
