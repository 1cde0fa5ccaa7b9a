/** What must happen in one step, where several servers ask at once. JSON passes through as text. */

/**
 * One camera, one perspective, however many tabs and nodes ask at once; kept for a while, whatever becomes of it. KEYS
 * cameras, perspectives, curation, origins, former, activity, decided, taken back; ARGV camera, fresh id, its record, its
 * curation, where it comes from, seconds to keep, the event, now, the id of one that cannot be read and is replaced, the
 * name of the fresh one among those that were taken back. Nothing, where it is one of them.
 */
export const claimScript = `
local id = redis.call('HGET', KEYS[1], ARGV[1])
local isKnown = id and id ~= ARGV[9] and redis.call('HEXISTS', KEYS[2], id) == 1 and redis.call('HEXISTS', KEYS[3], id) == 1
if not isKnown then
  if redis.call('ZSCORE', KEYS[8], ARGV[10]) then return {} end
  for each = 2, 4 do redis.call('HDEL', KEYS[each], ARGV[9]) end
  id = ARGV[2]
  redis.call('HSET', KEYS[1], ARGV[1], id)
  redis.call('HSET', KEYS[2], id, ARGV[3])
  redis.call('HSET', KEYS[3], id, ARGV[4])
end
redis.call('HSET', KEYS[4], id, ARGV[5])
redis.call('ZADD', KEYS[5], ARGV[8], id)
redis.call('ZREM', KEYS[7], id)
for each = 1, 5 do redis.call('EXPIRE', KEYS[each], ARGV[6]) end
redis.call('ZADD', KEYS[6], ARGV[8], ARGV[7])
return { id, redis.call('HGET', KEYS[2], id), redis.call('HGET', KEYS[3], id) }`;

/** Lua hands so many values to one command at most. */
export const mostAtOnce = 5_000;

/** Those asserted: ids with their dates, records, curations. KEYS present, perspectives, curation. */
export const presentScript = `
local rows, ids = redis.call('ZRANGE', KEYS[1], 0, ${mostAtOnce - 1}, 'WITHSCORES'), {}
for each = 1, #rows, 2 do ids[#ids + 1] = rows[each] end
if #ids == 0 then return { rows, {}, {} } end
return { rows, redis.call('HMGET', KEYS[2], unpack(ids)), redis.call('HMGET', KEYS[3], unpack(ids)) }`;

/**
 * Takes out what nobody has asserted since it was read, so that one node alone tells of it; and the event, where nobody is
 * left. KEYS present, events with somebody present, those with media that flows; ARGV the event, then id and date, again and again.
 */
export const sweepScript = `
local swept = {}
for each = 2, #ARGV, 2 do
  if redis.call('ZSCORE', KEYS[1], ARGV[each]) == ARGV[each + 1] then
    redis.call('ZREM', KEYS[1], ARGV[each])
    swept[#swept + 1] = ARGV[each]
  end
end
if redis.call('EXISTS', KEYS[1]) == 0 then
  for each = 2, 3 do redis.call('ZREM', KEYS[each], ARGV[1]) end
end
return swept`;

/**
 * Nothing is written of a perspective that has just been taken back; nor of one that another node has asserted since a
 * date. KEYS perspectives, present; ARGV id, record, the date ('' for any).
 */
export const saveScript = `
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then return 0 end
local at = redis.call('ZSCORE', KEYS[2], ARGV[1])
if ARGV[3] ~= '' and at and at ~= ARGV[3] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1`;

/**
 * Asserts those that were not taken back; returns the others. KEYS present, events with somebody present, activity, events
 * with media that flows, taken back; ARGV the event, now, seconds to keep, then id, its name among those that were taken
 * back and whether its media flows ('' where not), again and again.
 */
export const assertScript = `
local takenBack = {}
for each = 4, #ARGV, 3 do
  if redis.call('ZSCORE', KEYS[5], ARGV[each + 1]) then takenBack[#takenBack + 1] = ARGV[each]
  else
    redis.call('ZADD', KEYS[1], ARGV[2], ARGV[each])
    if ARGV[each + 2] ~= '' then redis.call('ZADD', KEYS[4], ARGV[2], ARGV[1]) end
  end
end
redis.call('EXPIRE', KEYS[1], ARGV[3])
redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
redis.call('ZADD', KEYS[3], ARGV[2], ARGV[1])
return takenBack`;
