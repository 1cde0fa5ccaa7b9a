import type { Redis } from 'ioredis';
import type { LogEntry } from '../../shared/curationLog.ts';
import type { AdmissionRecord } from '../events/ports/curationLog.ts';
import type { Owner, PersonalData } from '../events/ports/personalData.ts';
import { type CurationLogLine, createCurationLogLines } from './curationLogLines.ts';
import { keys } from './keys.ts';
import { pairsOf } from './pairsOf.ts';
import { orRegistryDown } from './registryDown.ts';
import {
  admissionRecord,
  countOf,
  curationRecord,
  messageRecord,
  muteRecord,
  originRecord,
  perspectiveRecord,
  type ReadStored,
  reportRecord,
} from './stored.ts';
import { addTombstone } from './tombstones.ts';

/** Replaces the id of a perspective that was taken back; it has the form of an id, and belongs to nobody. */
export const takenBackId = 'taken-back';

/** Replaces an id where other records mention it. KEYS event, log, messages; ARGV id, its replacement. */
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

/**
 * Takes a camera out of the number of those that filmed its event. Nothing can be taken out of a HyperLogLog, so it is
 * in there in any case, and subtracted. KEYS when it was filmed, by how many; ARGV the perspective.
 */
const uncountScript = `
if redis.call('EXISTS', KEYS[2]) == 0 then return 0 end
redis.call('PFADD', KEYS[2], ARGV[1])
return redis.call('HINCRBY', KEYS[1], 'takenBack', 1)`;

/** Anonymizes the log entry of a decision: the decision stays, its target is replaced. */
function withoutWhom({ id: _, ...entry }: LogEntry): Omit<LogEntry, 'id'> {
  const target = { ...entry.target, id: '' };
  return { ...entry, target, whom: '', why: '', before: {}, after: {} };
}

const listOf = <T>(value: T | null | undefined): T[] => (value === null || value === undefined ? [] : [value]);

/** All personal data by where it is stored: what is exported, taken back, and deleted by the retention sweep. */
export function createPersonalData(redis: Redis, readStored: ReadStored): PersonalData {
  const idsOf = (event: string) => redis.hkeys(keys.perspectives.of(event));
  const lines = createCurationLogLines(redis, readStored);

  const personalKeys = async (event: string): Promise<string[]> => {
    const whole = Object.values(keys).filter(({ ttl, of }) => ttl === 'personal' && of.length === 1);
    const each = [keys.reports, keys.viewers];
    const ids = await idsOf(event);
    return [...whole.map(({ of }) => of(event, '')), ...each.flatMap(({ of }) => ids.map((id) => of(event, id)))];
  };

  const linesAbout = async (event: string, owner: Owner) => {
    const { perspective, sender } = owner;
    const names = [perspective, sender].flatMap((name) => name ?? []);
    const found: CurationLogLine[] = [];
    if (names.length === 0) return found;
    const isNamed = (text: string) => names.some((name) => text.includes(name));
    for await (const line of lines.backwards(event, isNamed)) {
      const { target, whom } = line.entry;
      // Lines about a message or a sender name the sender.
      const isOwn = target.is === 'perspective' ? target.id === perspective : whom !== '' && whom === sender;
      if (target.is !== 'event' && isOwn) found.push(line);
    }
    return found.reverse();
  };

  const messagesBy = async (event: string, { sender }: Owner) => {
    const key = keys.messages.of(event);
    const texts = sender ? await redis.lrange(key, 0, -1) : [];
    return texts.flatMap((text) => {
      if (!text.includes(sender ?? '')) return [];
      const message = readStored(messageRecord, text, key);
      // An unreadable message that contains the sender's id is taken for theirs.
      return message === null || message.sender === sender ? [{ text, message }] : [];
    });
  };

  const admissionsOf = async (event: string, { camera, device }: Owner, is: AdmissionRecord['is']) => {
    const digests = [camera, ...listOf(device)];
    const texts = await redis.hmget(keys.admissions.of(event), ...digests);
    return digests.flatMap((digest, index) => {
      const admission: AdmissionRecord | null = readStored(
        admissionRecord,
        texts[index],
        keys.admissions.of(event),
        digest,
      );
      return admission?.is === is ? [{ digest, mark: admission }] : [];
    });
  };

  const reportsBy = async (event: string, { device }: Owner) => {
    if (!device) return [];
    const made = await Promise.all(
      (await redis.zrange(keys.reported.of(event), '0', '-1')).map(async (id) => {
        const report = await redis.hget(keys.reports.of(event, id), `by:${device}`);
        return report ? [{ perspective: id, report }] : [];
      }),
    );
    return made.flat();
  };

  const aboutPerspective = async (event: string, id: string) => {
    const [record, curation, origin, place, filmedMs, watchedMs, mostWatching, viewers, reports] = await Promise.all([
      redis.hget(keys.perspectives.of(event), id),
      redis.hget(keys.curation.of(event), id),
      redis.hget(keys.origins.of(event), id),
      redis.geopos(keys.places.of(event), id),
      redis.hget(keys.filmedTime.of(event), id),
      redis.hget(keys.watched.of(event), id),
      redis.zscore(keys.mostWatching.of(event), id),
      redis.pfcount(keys.viewers.of(event, id)),
      redis.hgetall(keys.reports.of(event, id)),
    ]);
    const statistics = {
      filmedMs: countOf(filmedMs),
      watchedMs: countOf(watchedMs),
      mostWatching: countOf(mostWatching),
      viewers,
    };
    const filed = Object.entries(reports).filter(([field]) => field.startsWith('by:'));
    return {
      record: listOf(readStored(perspectiveRecord, record, keys.perspectives.of(event), id)),
      curation: listOf(readStored(curationRecord, curation, keys.curation.of(event), id)),
      device: listOf(readStored(originRecord, origin, keys.origins.of(event), id)),
      place: listOf(place[0]),
      statistics: filmedMs || watchedMs || mostWatching || viewers > 0 ? [statistics] : [],
      // The reported person does not learn who reported, when, or in which words.
      reportsAbout: filed
        .flatMap(([field, text]) => listOf(readStored(reportRecord, text, keys.reports.of(event, id), field)))
        .map(({ reason }) => ({ reason })),
    };
  };
  const nothing = { record: [], curation: [], device: [], place: [], statistics: [], reportsAbout: [] };

  // In one transaction: a half-deleted perspective could not be found again.
  const deletePerspective = async (event: string, id: string, camera: string) => {
    const step = redis.multi();
    const { perspectives, curation, origins, filmedTime, watched } = keys;
    for (const { of } of [perspectives, curation, origins, filmedTime, watched]) step.hdel(of(event), id);
    const { places, present, former, decided, reported, out, mostWatching } = keys;
    for (const { of } of [places, present, former, decided, reported, out, mostWatching]) step.zrem(of(event), id);
    step.del(keys.reports.of(event, id), keys.viewers.of(event, id));
    const names = [keys.event, keys.log, keys.messages].map(({ of }) => of(event));
    step.eval(scrubScript, 3, ...names, id, takenBackId).hdel(keys.cameras.of(event), camera);
    step.eval(uncountScript, 2, keys.filmed.of(event), keys.filmedBy.of(event), id);
    addTombstone(step, event, id);
    await step.exec();
  };

  const deleteMessages = async (event: string, owner: Owner) => {
    const messages = await messagesBy(event, owner);
    const step = redis.multi();
    for (const { text, message } of messages) {
      step.lrem(keys.messages.of(event), 0, text).hdel(keys.messageDecisions.of(event), message?.id ?? '');
    }
    if (messages.length > 0) await step.exec();
  };

  return {
    touched: () =>
      orRegistryDown(async () => {
        const rows = await redis.zrange(keys.activity.of(), '0', '-1', 'WITHSCORES');
        return pairsOf(rows).map(([event, at]) => ({ event, at: Number(at) }));
      }),
    keep: (event, seconds) =>
      orRegistryDown(async () => {
        const step = redis.multi();
        for (const key of await personalKeys(event)) step.expire(key, seconds);
        await step.exec();
      }),
    forget: (event) =>
      orRegistryDown(async () => {
        await redis
          .multi()
          .del(...(await personalKeys(event)))
          .zrem(keys.activity.of(), event)
          .zrem(keys.presentIn.of(), event)
          .zrem(keys.liveIn.of(), event)
          .exec();
      }),
    of: (event, owner) =>
      orRegistryDown(async () => {
        const { camera, perspective, sender } = owner;
        const about = perspective ? await aboutPerspective(event, perspective) : nothing;
        const known = await redis.hget(keys.cameras.of(event), camera);
        const mute = sender ? await redis.hget(keys.mutes.of(event), sender) : null;
        return {
          ...about,
          camera: listOf(known && { digest: camera, perspective: known }),
          decisions: (await linesAbout(event, owner)).map(({ entry }) => entry),
          messages: (await messagesBy(event, owner)).flatMap(({ message }) => listOf(message)),
          reportsBy: await reportsBy(event, owner),
          trust: await admissionsOf(event, owner, 'trusted'),
          ban: await admissionsOf(event, owner, 'banned'),
          mute: listOf(readStored(muteRecord, mute, keys.mutes.of(event), sender ?? '')),
        };
      }),
    forgetOwner: (event, owner) =>
      orRegistryDown(async () => {
        for (const line of await linesAbout(event, owner)) await lines.replace(line, event, withoutWhom(line.entry));
        await deleteMessages(event, owner);
        for (const { perspective } of await reportsBy(event, owner)) {
          await redis.hdel(keys.reports.of(event, perspective), `by:${owner.device}`, `in:${owner.device}`);
        }
        if (owner.sender) {
          await redis
            .multi()
            .hdel(keys.speakers.of(event), owner.sender)
            .zrem(keys.spoke.of(event), owner.sender)
            .exec();
        }
        for (const { digest } of await admissionsOf(event, owner, 'trusted')) {
          await redis
            .multi()
            .hdel(keys.admissions.of(event), digest)
            .zrem(keys.admissionDates.of(event), digest)
            .exec();
        }
        if (owner.perspective) await deletePerspective(event, owner.perspective, owner.camera);
        else await redis.hdel(keys.cameras.of(event), owner.camera);
      }),
  };
}
