import type { Redis } from 'ioredis';
import type { LogEntry, Target } from '../../shared/curationLog.ts';
import type { Change, Changed, CurationLog, Mark } from '../events/ports.ts';
import { reach } from './connection.ts';
import { keys } from './keys.ts';

/**
 * What was decided and the line about it, in one step, so that two moderators, or a fault, never leave one without the
 * other. Moves set fields, they never toggle: a second one that wants the same changes nothing and writes nothing.
 * KEYS record, log, marks, activity; ARGV field ('' where the record is a string), change, seconds to keep, event.
 */
const changeScript = `
local change = cjson.decode(ARGV[2])
local isString = ARGV[1] == ''
local text = isString and redis.call('GET', KEYS[1]) or not isString and redis.call('HGET', KEYS[1], ARGV[1])
if not text and not change.base then return '{"is":"unknown"}' end
local record = text and cjson.decode(text) or change.base
if change.ifVersion and record.version ~= change.ifVersion then return '{"is":"changedSince"}' end

local patch, undone = change.patch, nil
if change.undoes then
  local line = redis.call('LINDEX', KEYS[2], change.undoes - 1)
  if not line then return '{"is":"unknown"}' end
  undone = cjson.decode(line)
  if undone.undoneBy ~= cjson.null then return '{"is":"changedSince"}' end
  patch = undone.before
end

local before, after, isChanged = {}, {}, false
for name, value in pairs(patch) do
  local now = record[name]
  if now == nil then now = cjson.null end
  if now ~= value then
    if undone and now ~= undone.after[name] then return '{"is":"changedSince"}' end
    before[name], after[name], record[name], isChanged = now, value, value, true
  end
end
if not isChanged and not change.isNote then return cjson.encode({ is = 'same', record = record }) end

if isChanged then
  record.version = (record.version or 0) + 1
  if isString then redis.call('SET', KEYS[1], cjson.encode(record), 'KEEPTTL')
  else
    redis.call('HSET', KEYS[1], ARGV[1], cjson.encode(record))
    redis.call('EXPIRE', KEYS[1], ARGV[3])
  end
end
for digest, mark in pairs(change.marks or {}) do
  local known = redis.call('HGET', KEYS[3], digest)
  if mark ~= cjson.null then redis.call('HSET', KEYS[3], digest, cjson.encode(mark))
  elseif known and cjson.decode(known).perspective == ARGV[1] then redis.call('HDEL', KEYS[3], digest) end
  redis.call('EXPIRE', KEYS[3], ARGV[3])
end
if not change.line then return cjson.encode({ is = 'changed', record = record, entry = cjson.null }) end

local entry = change.line
entry.id = redis.call('LLEN', KEYS[2]) + 1
entry.before, entry.after, entry.undoneBy = before, after, cjson.null
entry.undoes = change.undoes or cjson.null
redis.call('RPUSH', KEYS[2], cjson.encode(entry))
redis.call('ZADD', KEYS[4], entry.at, ARGV[4])
redis.call('EXPIRE', KEYS[2], ARGV[3])
if undone then
  undone.undoneBy = entry.id
  redis.call('LSET', KEYS[2], undone.id - 1, cjson.encode(undone))
end
return cjson.encode({ is = 'changed', record = record, entry = entry })`;

/** Where the record of a target stands: a key, and the field in it. */
function recordOf(event: string, { is, id }: Target): [key: string, field: string] {
  if (is === 'event') return [keys.event.of(event), ''];
  if (is === 'perspective') return [keys.curation.of(event), id];
  return is === 'message' ? [keys.messageMarks.of(event), id] : [keys.senders.of(event), id];
}

export const parseEntry = (text: string): LogEntry => JSON.parse(text) as LogEntry;

/** What moderators decided, and the log of it. */
export function createCurationLog(redis: Redis, keepSeconds: number): CurationLog {
  return {
    change: ({ event, ...change }: Change) =>
      reach(async () => {
        const [key, field] = recordOf(event, change.target);
        const names = [key, keys.log.of(event), keys.marks.of(event), keys.activity.of()];
        const text = await redis.eval(changeScript, 4, ...names, field, JSON.stringify(change), keepSeconds, event);
        return JSON.parse(String(text)) as Changed;
      }),
    read: (event) => reach(async () => (await redis.lrange(keys.log.of(event), 0, -1)).map(parseEntry)),
    entry: (event, id) =>
      reach(async () => {
        const text = await redis.lindex(keys.log.of(event), id - 1);
        return text ? parseEntry(text) : null;
      }),
    marks: (event, digests) =>
      reach(async () => {
        const texts = await redis.hmget(keys.marks.of(event), ...digests);
        return texts.map((text) => (text ? (JSON.parse(text) as Mark) : null));
      }),
  };
}
