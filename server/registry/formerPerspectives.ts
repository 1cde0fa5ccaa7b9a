import type { Redis } from 'ioredis';
import { keys } from './keys.ts';
import { curationRecord, originRecord, type ReadStored } from './stored.ts';

/** Perspectives that have gone, of which an event keeps what it takes to come back as the same tile; enough for a crowd. */
const mostKept = 500;
/** So many are looked at when one goes, so that each going costs the same. */
const lookedAt = 20;

/**
 * Deletes one, unless it has come back meanwhile. KEYS former, perspectives, curation, origins, watched, cameras,
 * reported, its reports, its viewers; ARGV id, its camera, when it had gone.
 */
const dropScript = `
if redis.call('ZSCORE', KEYS[1], ARGV[1]) ~= ARGV[3] then return 0 end
redis.call('ZREM', KEYS[1], ARGV[1])
for each = 2, 5 do redis.call('HDEL', KEYS[each], ARGV[1]) end
if redis.call('HGET', KEYS[6], ARGV[2]) == ARGV[1] then redis.call('HDEL', KEYS[6], ARGV[2]) end
redis.call('ZREM', KEYS[7], ARGV[1])
redis.call('DEL', KEYS[8], KEYS[9])
return 1`;

/**
 * Forgets the oldest of too many that have gone. Those that a moderator decided something about leave the line: what was
 * decided is kept as long as the event's personal things.
 */
export async function dropOldestFormer(redis: Redis, event: string, readStored: ReadStored): Promise<void> {
  const line = keys.former.of(event);
  const over = (await redis.zcard(line)) - mostKept;
  if (over <= 0) return;
  const rows = await redis.zrange(line, '0', String(lookedAt - 1), 'WITHSCORES');
  const ids = rows.filter((_, index) => index % 2 === 0);
  const [curations, origins] = await Promise.all([
    redis.hmget(keys.curation.of(event), ...ids),
    redis.hmget(keys.origins.of(event), ...ids),
  ]);
  const isDecided = (index: number) =>
    (readStored(curationRecord, curations[index], keys.curation.of(event), ids[index])?.version ?? 0) > 1;
  const decided = ids.filter((_, index) => isDecided(index));
  const hashes = [
    keys.former,
    keys.perspectives,
    keys.curation,
    keys.origins,
    keys.watched,
    keys.cameras,
    keys.reported,
  ];
  const step = redis.pipeline();
  if (decided.length > 0) step.zrem(line, ...decided);
  for (const id of ids.filter((each) => !decided.includes(each)).slice(0, over)) {
    const index = ids.indexOf(id);
    const camera = readStored(originRecord, origins[index], keys.origins.of(event), id)?.camera ?? '';
    const own = [keys.reports.of(event, id), keys.viewers.of(event, id)];
    step.eval(dropScript, 9, ...hashes.map(({ of }) => of(event)), ...own, id, camera, rows[2 * index + 1] ?? '');
  }
  await step.exec();
}
