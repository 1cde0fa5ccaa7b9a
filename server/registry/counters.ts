import type { Redis } from 'ioredis';

/**
 * Adds to counters in a hash; a value that is not a count starts at 0. KEYS hash; ARGV seconds to keep, then field and
 * amount, repeated.
 */
const addScript = `
for each = 2, #ARGV, 2 do
  local text = redis.call('HGET', KEYS[1], ARGV[each])
  if text and (#text > 15 or not string.match(text, '^%d+$')) then redis.call('HDEL', KEYS[1], ARGV[each]) end
  redis.call('HINCRBY', KEYS[1], ARGV[each], ARGV[each + 1])
end
redis.call('EXPIRE', KEYS[1], ARGV[1])
return 1`;

/** Adds amounts, rounded, to the counters of a hash, and keeps the hash for this many seconds from now. */
export async function addCounts(
  redis: Redis,
  key: string,
  amounts: Readonly<Record<string, number | undefined>>,
  keepSeconds: number,
): Promise<void> {
  const added = Object.entries(amounts).flatMap(([field, amount]) => [field, Math.round(amount ?? 0)]);
  if (added.length > 0) await redis.eval(addScript, 1, key, keepSeconds, ...added);
}
