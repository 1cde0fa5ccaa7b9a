import type { Redis } from 'ioredis';
import { keys } from './keys.ts';
import { pairsOf } from './pairsOf.ts';
import { curationRecord, originRecord, type ReadStored } from './stored.ts';

/** Perspectives that have gone and may come back as the same tile: enough for a crowd. */
const maxFormer = 500;
/** Those with a moderator's decision: more than a long night has. */
const maxDecided = 2_000;
/** How many are inspected at a time. */
const batchSize = 50;
/** Batches in a row; the rest waits until the next perspective goes. */
const maxBatches = 20;

/**
 * Deletes one, unless it has come back; the admission records that ban it stay. KEYS the set it is in, perspectives,
 * curation, origins, filmed, watched, cameras, reported, out, mostWatching, its reports, its viewers; ARGV id, its
 * camera, when it went (ms).
 */
const dropScript = `
if redis.call('ZSCORE', KEYS[1], ARGV[1]) ~= ARGV[3] then return 0 end
redis.call('ZREM', KEYS[1], ARGV[1])
for each = 2, 6 do redis.call('HDEL', KEYS[each], ARGV[1]) end
if redis.call('HGET', KEYS[7], ARGV[2]) == ARGV[1] then redis.call('HDEL', KEYS[7], ARGV[2]) end
for each = 8, 10 do redis.call('ZREM', KEYS[each], ARGV[1]) end
redis.call('DEL', KEYS[11], KEYS[12])
return 1`;
const inDropScript = [
  keys.perspectives,
  keys.curation,
  keys.origins,
  keys.filmedTime,
  keys.watched,
  keys.cameras,
  keys.reported,
  keys.out,
  keys.mostWatching,
];

/** One of the oldest of a set. Nothing was decided about it if its curation still has the first version. */
type Former = { id: string; wentAt: string; camera: string; isDecided: boolean; isBanned: boolean };
type FormerSet = typeof keys.former | typeof keys.decided;

/**
 * Bounds the number of former perspectives by deleting the oldest. Those with decisions are moved to a set of their
 * own, with its own limit.
 */
export function createPruneFormer(redis: Redis, keepSeconds: number, readStored: ReadStored) {
  /** How many there are above `max`, and the oldest ones. */
  const oldestOf = async (event: string, set: FormerSet, max: number): Promise<{ over: number; oldest: Former[] }> => {
    const over = (await redis.zcard(set.of(event))) - max;
    if (over <= 0) return { over: 0, oldest: [] };
    const rows = await redis.zrange(set.of(event), '0', String(batchSize - 1), 'WITHSCORES');
    const pairs = pairsOf(rows);
    const ids = pairs.map(([id]) => id);
    const [curations, origins] = await Promise.all([
      redis.hmget(keys.curation.of(event), ...ids),
      redis.hmget(keys.origins.of(event), ...ids),
    ]);
    const oldest = pairs.map(([id, wentAt], index) => {
      const curation = readStored(curationRecord, curations[index], keys.curation.of(event), id);
      const camera = readStored(originRecord, origins[index], keys.origins.of(event), id)?.camera ?? '';
      const decided = { isDecided: (curation?.version ?? 0) > 1, isBanned: curation?.out === 'banned' };
      return { id, wentAt, camera, ...decided };
    });
    return { over, oldest };
  };

  const drop = async (event: string, set: FormerSet, dropped: Former[]): Promise<void> => {
    const step = redis.pipeline();
    for (const { id, camera, wentAt } of dropped) {
      const names = [set, ...inDropScript].map(({ of }) => of(event));
      const own = [keys.reports.of(event, id), keys.viewers.of(event, id)];
      step.eval(dropScript, names.length + own.length, ...names, ...own, id, camera, wentAt);
    }
    if (dropped.length > 0) await step.exec();
  };

  const move = async (event: string, decided: Former[]): Promise<void> => {
    if (decided.length === 0) return;
    const [former, set] = [keys.former.of(event), keys.decided.of(event)];
    const step = redis.multi().zrem(former, ...decided.map(({ id }) => id));
    await step
      .zadd(set, ...decided.flatMap(({ id, wentAt }) => [wentAt, id]))
      .expire(set, keepSeconds)
      .exec();
  };

  /** Returns whether there may be more to delete. */
  const pruneBatch = async (event: string): Promise<boolean> => {
    const former = await oldestOf(event, keys.former, maxFormer);
    const others = former.oldest.filter(({ isDecided }) => !isDecided);
    await move(
      event,
      former.oldest.filter(({ isDecided }) => isDecided),
    );
    await drop(event, keys.former, others.slice(0, former.over));
    const decided = await oldestOf(event, keys.decided, maxDecided);
    const bannedLast = decided.oldest.sort((a, b) => Number(a.isBanned) - Number(b.isBanned));
    await drop(event, keys.decided, bannedLast.slice(0, Math.min(decided.over, batchSize / 2)));
    return former.over > 0 || decided.over > 0;
  };

  // One run per event at a time: two would inspect the same ones.
  const pruning = new Set<string>();
  return async (event: string): Promise<void> => {
    if (pruning.has(event)) return;
    pruning.add(event);
    try {
      for (let n = 0; n < maxBatches && (await pruneBatch(event)); n += 1);
    } finally {
      pruning.delete(event);
    }
  };
}
