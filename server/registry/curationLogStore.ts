import type { Redis } from 'ioredis';
import type { z } from 'zod';
import { isWanted, type LogEntry, maxQueryLines, type Target } from '../../shared/curationLog.ts';
import { Refusal } from '../../shared/refusals.ts';
import type { Changed, CurationLog, RecordChange } from '../events/ports/curationLog.ts';
import { createCurationLogLines, trimmedOf } from './curationLogLines.ts';
import { keys } from './keys.ts';
import { type PlannedChange, planChange, type StoredState } from './planChange.ts';
import { orRegistryDown } from './registryDown.ts';
import { dropOldestMutes } from './speakers.ts';
import {
  admissionRecord,
  curationRecord,
  eventRecord,
  messageDecisionRecord,
  muteRecord,
  type ReadStored,
} from './stored.ts';

/** Entries kept of one event: more than a long night has. Older ones are deleted, and cannot be undone. */
const maxLines = 5_000;
/** Admission records kept of one event: three for each banned perspective. */
const maxAdmissions = 10_000;
/** A change is planned again if another one was written in between; in each attempt at least one of them succeeds. */
const maxAttempts = 100;

/**
 * Writes a decision and its log entry in one step, so that two moderators, or a crash, never leave one without the
 * other; and only if nothing changed since it was read. JSON is passed as text, since Lua would round its numbers. KEYS
 * record, log, trimmed, admissions, activity, ranks, admission dates; ARGV field ('' if the record is a string), the
 * record before and after, the id of the undone entry, that entry before and after, the new entry, when (ms), seconds to
 * keep, event, most entries to keep, number of entries ('' for any), the rank of the target ('none' to remove it, '' to
 * leave it), most admissions to keep, then for each admission: digest, the record before and after, '' for none.
 * Returns 0 if something changed, -1 if no entry was written, or the id of the entry.
 */
const commitScript = `${trimmedOf}
local isString = ARGV[1] == ''
local function get(key, field) return redis.call('HGET', key, field) or '' end
local was = isString and (redis.call('GET', KEYS[1]) or '') or not isString and get(KEYS[1], ARGV[1])
if was ~= ARGV[2] then return 0 end
local trimmed = trimmedOf(KEYS[3])
local lines = trimmed + redis.call('LLEN', KEYS[2])
if ARGV[12] ~= '' and lines ~= tonumber(ARGV[12]) then return 0 end
if ARGV[4] ~= '' and redis.call('LINDEX', KEYS[2], ARGV[4] - trimmed - 1) ~= ARGV[5] then return 0 end

if ARGV[3] ~= '' then
  if isString then redis.call('SET', KEYS[1], ARGV[3], 'KEEPTTL')
  else
    redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
    redis.call('EXPIRE', KEYS[1], ARGV[9])
  end
end
if ARGV[13] == 'none' then redis.call('ZREM', KEYS[6], ARGV[1])
elseif ARGV[13] ~= '' then
  redis.call('ZADD', KEYS[6], ARGV[13], ARGV[1])
  redis.call('EXPIRE', KEYS[6], ARGV[9])
end
for n = 15, #ARGV, 3 do
  if ARGV[n + 2] ~= '' then
    redis.call('HSET', KEYS[4], ARGV[n], ARGV[n + 2])
    redis.call('ZADD', KEYS[7], ARGV[8], ARGV[n])
  elseif get(KEYS[4], ARGV[n]) == ARGV[n + 1] then
    redis.call('HDEL', KEYS[4], ARGV[n])
    redis.call('ZREM', KEYS[7], ARGV[n])
  end
  for each = 4, 7, 3 do redis.call('EXPIRE', KEYS[each], ARGV[9]) end
end
if #ARGV > 14 then
  local many = redis.call('ZCARD', KEYS[7]) - ARGV[14]
  if many > 0 then
    local oldest = redis.call('ZPOPMIN', KEYS[7], math.min(many, 100))
    for n = 1, #oldest, 2 do redis.call('HDEL', KEYS[4], oldest[n]) end
  end
end
if ARGV[4] ~= '' then redis.call('LSET', KEYS[2], ARGV[4] - trimmed - 1, ARGV[6]) end
if ARGV[7] == '' then return -1 end
redis.call('RPUSH', KEYS[2], ARGV[7])
redis.call('EXPIRE', KEYS[2], ARGV[9])
redis.call('ZADD', KEYS[5], ARGV[8], ARGV[10])
local over = redis.call('LLEN', KEYS[2]) - ARGV[11]
if over > 0 then
  redis.call('LTRIM', KEYS[2], over, -1)
  redis.call('SET', KEYS[3], trimmed + over, 'EX', ARGV[9])
elseif trimmed > 0 then redis.call('EXPIRE', KEYS[3], ARGV[9]) end
return lines + 1`;

/** The key, field and schema of a target's record. */
function recordKeyOf(event: string, { is, id }: Target): { key: string; field: string; schema: z.ZodType } {
  if (is === 'event') return { key: keys.event.of(event), field: '', schema: eventRecord };
  if (is === 'perspective') return { key: keys.curation.of(event), field: id, schema: curationRecord };
  if (is === 'message') return { key: keys.messageDecisions.of(event), field: id, schema: messageDecisionRecord };
  return { key: keys.mutes.of(event), field: id, schema: muteRecord };
}

/** The score of a removed perspective (when) or a muted sender (until when); '' leaves it as it is. */
function rankOf({ target, entry }: RecordChange, { record, isRemoved }: PlannedChange): number | 'none' | '' {
  if (target.is === 'sender') return record ? Number(record.mutedUntil) : '';
  if (isRemoved === null) return '';
  return isRemoved ? (entry?.at ?? 0) : 'none';
}

/** Moderators' decisions, and their log. `keepSeconds`: how long it is kept after the last change. */
export function createCurationLog(redis: Redis, keepSeconds: number, readStored: ReadStored): CurationLog {
  const lines = createCurationLogLines(redis, readStored);

  const admissionsOf = async (event: string, digests: string[]) => {
    const texts = digests.length > 0 ? await redis.hmget(keys.admissions.of(event), ...digests) : [];
    return digests.map((digest, index) => {
      const text = texts[index] ?? '';
      return { text, admission: readStored(admissionRecord, text || null, keys.admissions.of(event), digest) };
    });
  };

  const readState = async (change: RecordChange): Promise<StoredState> => {
    const { event, target, undoes, admissions = {} } = change;
    const { key, field, schema } = recordKeyOf(event, target);
    // As bytes: invalid UTF-8 would not compare equal as text.
    const [bytes, undone, known] = await Promise.all([
      field ? redis.hgetBuffer(key, field) : redis.getBuffer(key),
      undoes === undefined ? null : lines.at(event, undoes),
      admissionsOf(event, Object.keys(admissions)),
    ]);
    // Fields that are not in the schema are kept.
    const text = bytes?.toString() ?? null;
    const isReadable = readStored(schema, text, key, field) !== null;
    return { bytes, record: isReadable ? JSON.parse(text ?? '') : null, undone, admissions: known };
  };

  const commit = async (change: RecordChange, stored: StoredState, planned: PlannedChange): Promise<number> => {
    const { event, target, admissions = {} } = change;
    const { record, undone, entry } = planned;
    const ranks = target.is === 'sender' ? keys.muted : keys.out;
    const keyNames = [recordKeyOf(event, target).key];
    for (const { of } of [keys.log, keys.logTrimmed, keys.admissions, keys.activity, ranks, keys.admissionDates])
      keyNames.push(of(event));
    const known = Object.entries(admissions).flatMap(([digest, admission], index) => {
      const { text = '', admission: before } = stored.admissions[index] ?? {};
      // A record that another perspective left stays.
      const isOwn = before?.perspective === target.id;
      return admission || isOwn ? [digest, text, admission ? JSON.stringify(admission) : ''] : [];
    });
    const texts = [record, undone, entry].map((each) => (each ? JSON.stringify(each) : ''));
    const args = [
      ...[recordKeyOf(event, target).field, stored.bytes ?? '', texts[0] ?? ''],
      ...[undone ? undone.id : '', stored.undone?.text ?? '', texts[1] ?? ''],
      ...[texts[2] ?? '', change.entry?.at ?? 0, keepSeconds, event, maxLines],
      ...[undone ? (stored.undone?.lines ?? '') : '', rankOf(change, planned), maxAdmissions],
    ];
    return Number(await redis.eval(commitScript, keyNames.length, ...keyNames, ...args, ...known));
  };

  const apply = async (change: RecordChange): Promise<Changed> => {
    for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
      const stored = await readState(change);
      const planned = planChange(change, stored);
      if (planned.is !== 'planned') return planned;
      const id = await commit(change, stored, planned);
      if (id === 0) continue;
      if (change.target.is === 'sender') await dropOldestMutes(redis, change.event);
      const { entry, after } = planned;
      return { is: 'changed', record: after, entry: entry && { ...entry, id } };
    }
    throw new Refusal('changedSince');
  };

  return {
    change: (change) => orRegistryDown(() => apply(change)),
    read: (event, query) =>
      orRegistryDown(async () => {
        const { limit = maxQueryLines, after = 0, perspective = '' } = query;
        const found: LogEntry[] = [];
        for await (const { entry } of lines.backwards(event, (text) => text.includes(perspective))) {
          if (entry.id <= after || found.length >= limit) break;
          if (isWanted(entry, query)) found.push(entry);
        }
        return found.reverse();
      }),
    entry: (event, id) => orRegistryDown(async () => (await lines.at(event, id))?.entry ?? null),
    admissions: (event, digests) =>
      orRegistryDown(async () => (await admissionsOf(event, digests)).map(({ admission }) => admission)),
  };
}
