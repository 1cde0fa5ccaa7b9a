/** Lua scripts for what must be atomic between servers. JSON passes through as text. */

/**
 * Finds or creates the perspective of a camera: one per camera, however many tabs and servers ask at the same time.
 * KEYS cameras, perspectives, curation, origins, former, activity, decided, tombstones; ARGV camera, new id, new
 * record, new curation, origin, seconds to keep, event, now (ms), the id of an unreadable record to replace, the
 * tombstone of the new id. Returns id, record and curation; nothing if there is that tombstone.
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

/** Lua's `unpack` passes at most about this many values to one command. */
export const maxAtOnce = 5_000;

/** The asserted ids with their dates, their records and curations. KEYS present, perspectives, curation. */
export const presentScript = `
local rows, ids = redis.call('ZRANGE', KEYS[1], 0, ${maxAtOnce - 1}, 'WITHSCORES'), {}
for each = 1, #rows, 2 do ids[#ids + 1] = rows[each] end
if #ids == 0 then return { rows, {}, {} } end
return { rows, redis.call('HMGET', KEYS[2], unpack(ids)), redis.call('HMGET', KEYS[3], unpack(ids)) }`;

/**
 * Removes ids that nobody has asserted since they were read, so that only one server announces it; and the event, if it
 * has no ids left. KEYS present, events with somebody present, live events; ARGV event, then id and date, repeated.
 * Returns the removed ids.
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
 * Writes a record, unless the perspective has just been taken back, or another server has asserted it since a date.
 * KEYS perspectives, present; ARGV id, record, the date ('' for any). Returns 1 if it was written.
 */
export const saveScript = `
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then return 0 end
local at = redis.call('ZSCORE', KEYS[2], ARGV[1])
if ARGV[3] ~= '' and at and at ~= ARGV[3] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1`;

/**
 * Asserts all ids but those with a tombstone, and returns the latter; those whose media flows count as having filmed.
 * KEYS present, events with somebody present, activity, live events, tombstones, filming times, filming cameras, event;
 * ARGV event, now (ms), seconds to keep, then id, its tombstone, and '1' if its media flows ('' if not), repeated.
 */
export const assertScript = `
local takenBack, films = {}, false
for each = 4, #ARGV, 3 do
  if redis.call('ZSCORE', KEYS[5], ARGV[each + 1]) then takenBack[#takenBack + 1] = ARGV[each]
  else
    redis.call('ZADD', KEYS[1], ARGV[2], ARGV[each])
    if ARGV[each + 2] ~= '' then
      films = true
      redis.call('ZADD', KEYS[4], ARGV[2], ARGV[1])
      redis.call('PFADD', KEYS[7], ARGV[each])
    end
  end
end
if films then
  redis.call('HSETNX', KEYS[6], 'from', ARGV[2])
  redis.call('HSET', KEYS[6], 'until', ARGV[2])
  local left = redis.call('TTL', KEYS[8])
  for each = 6, 7 do redis.call('EXPIRE', KEYS[each], left > 0 and left or ARGV[3]) end
end
redis.call('EXPIRE', KEYS[1], ARGV[3])
redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
redis.call('ZADD', KEYS[3], ARGV[2], ARGV[1])
return takenBack`;
