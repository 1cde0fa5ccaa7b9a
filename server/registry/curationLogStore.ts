import type { Redis } from 'ioredis';
import type { z } from 'zod';
import { isWanted, type LogEntry, mostLines, type Target } from '../../shared/curationLog.ts';
import { Refusal } from '../../shared/refusals.ts';
import type { Change, Changed, CurationLog } from '../events/ports/curationLog.ts';
import { type Changing, changeOf, type Kept } from './changes.ts';
import { orRegistryDown } from './connection.ts';
import { keys } from './keys.ts';
import { createLines, trimmedOf } from './lines.ts';
import { dropOldestMutes } from './speakers.ts';
import {
  admissionRecord,
  curationRecord,
  eventRecord,
  messageMarkRecord,
  type ReadStored,
  senderRecord,
} from './stored.ts';

/** Lines kept of one event, more than a long night has; what is older is gone, and cannot be undone any more. */
const mostKept = 5_000;
/** Digests known of one event: three of each that is banned. */
const mostMarks = 10_000;
/** A change is decided anew when another came between; each time one of them is through. */
const mostTries = 100;

/**
 * What was decided and the line about it, in one step, so that two moderators, or a fault, never leave one without the
 * other; and only if nothing changed since it was read. JSON passes through as text: Lua would round its numbers. KEYS
 * record, log, trimmed, marks, activity, ranks, marked; ARGV field ('' where the record is a string), the record as it was, the new
 * one, where the undone line stands, as it was, the new one, the line, when, seconds to keep, event, lines to keep, lines
 * there were ('' for any), the rank of the target from now on ('none' for none, '' for what it is), marks to keep, then
 * digest, mark as it was, new mark, each '' for none.
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

/** Where the record of a target stands: a key, the field in it, and what it must look like. */
function placeOf(event: string, { is, id }: Target): { key: string; field: string; schema: z.ZodType } {
  if (is === 'event') return { key: keys.event.of(event), field: '', schema: eventRecord };
  if (is === 'perspective') return { key: keys.curation.of(event), field: id, schema: curationRecord };
  if (is === 'message') return { key: keys.messageMarks.of(event), field: id, schema: messageMarkRecord };
  return { key: keys.senders.of(event), field: id, schema: senderRecord };
}

/** What is removed is listed by when, who is muted by until when; '' where that stays as it is. */
function rankOf({ target, line }: Change, { record, isOut }: Changing): number | 'none' | '' {
  if (target.is === 'sender') return record ? Number(record.mutedUntil) : '';
  if (isOut === null) return '';
  return isOut ? (line?.at ?? 0) : 'none';
}

/** What moderators decided, and the log of it. */
export function createCurationLog(redis: Redis, keepSeconds: number, readStored: ReadStored): CurationLog {
  const lines = createLines(redis, readStored);

  const admissionsOf = async (event: string, digests: string[]) => {
    const texts = digests.length > 0 ? await redis.hmget(keys.marks.of(event), ...digests) : [];
    return digests.map((digest, index) => {
      const text = texts[index] ?? '';
      return { text, admission: readStored(admissionRecord, text || null, keys.marks.of(event), digest) };
    });
  };

  const readKept = async (change: Change): Promise<Kept> => {
    const { event, target, undoes, admissions = {} } = change;
    const { key, field, schema } = placeOf(event, target);
    // As bytes: what is no UTF-8 could not be compared as a text.
    const [bytes, undone, known] = await Promise.all([
      field ? redis.hgetBuffer(key, field) : redis.getBuffer(key),
      undoes === undefined ? null : lines.at(event, undoes),
      admissionsOf(event, Object.keys(admissions)),
    ]);
    // Fields that the schema does not name are kept, too.
    const text = bytes?.toString() ?? null;
    const isReadable = readStored(schema, text, key, field) !== null;
    return { bytes, record: isReadable ? JSON.parse(text ?? '') : null, undone, admissions: known };
  };

  const commit = async (change: Change, kept: Kept, changing: Changing): Promise<number> => {
    const { event, target, admissions = {} } = change;
    const { record, undone, line } = changing;
    const ranks = target.is === 'sender' ? keys.muted : keys.out;
    const names = [placeOf(event, target).key];
    for (const { of } of [keys.log, keys.logTrimmed, keys.marks, keys.activity, ranks, keys.marked])
      names.push(of(event));
    const known = Object.entries(admissions).flatMap(([digest, admission], index) => {
      const { text = '', admission: was } = kept.admissions[index] ?? {};
      // What is said of another perspective stays.
      const isOwn = was?.perspective === target.id;
      return admission || isOwn ? [digest, text, admission ? JSON.stringify(admission) : ''] : [];
    });
    const texts = [record, undone, line].map((each) => (each ? JSON.stringify(each) : ''));
    const asked = [
      ...[placeOf(event, target).field, kept.bytes ?? '', texts[0] ?? ''],
      ...[undone ? undone.id : '', kept.undone?.text ?? '', texts[1] ?? ''],
      ...[texts[2] ?? '', change.line?.at ?? 0, keepSeconds, event, mostKept],
      ...[undone ? (kept.undone?.lines ?? '') : '', rankOf(change, changing), mostMarks],
    ];
    return Number(await redis.eval(commitScript, names.length, ...names, ...asked, ...known));
  };

  const change = async (wish: Change): Promise<Changed> => {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const kept = await readKept(wish);
      const changing = changeOf(wish, kept);
      if (changing.is !== 'changing') return changing;
      const id = await commit(wish, kept, changing);
      if (id === 0) continue;
      if (wish.target.is === 'sender') await dropOldestMutes(redis, wish.event);
      const { line, after } = changing;
      return { is: 'changed', record: after, entry: line && { ...line, id } };
    }
    throw new Refusal('changedSince');
  };

  return {
    change: (wish) => orRegistryDown(() => change(wish)),
    read: (event, query) =>
      orRegistryDown(async () => {
        const { limit = mostLines, after = 0, perspective = '' } = query;
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
