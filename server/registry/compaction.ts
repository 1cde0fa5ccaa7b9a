import type { Redis } from 'ioredis';
import { createSerialQueue } from '../../shared/serialQueue.ts';
import type { Log } from '../log.ts';
import { pollUntil } from './pollUntil.ts';

/** How often it is checked whether the files hold outdated data. */
const checkEveryMs = 5_000;
/**
 * From the start of one rewrite to the next: outdated data waits no longer than this, one check, and the rewrite
 * itself.
 */
const restMs = 20_000;
/** For a large data set, which may be somebody else's, a rewrite takes at most this share of the time. */
const maxShare = 1 / 20;
/** Promised to those who take data back: one check, one rest, and a rewrite before and after it take less. */
const promisedSeconds = 60;
/** With longer rests the promise does not hold. */
const maxRestMs = 40_000;
/** When the server ends, its last rewrite may take this long; that of a full day takes less than a second. */
const closeWithinMs = 5_000;
const pollEveryMs = 50;

export type Compaction = {
  /**
   * Seconds after which deleted or replaced data is in no file any more; null if that cannot be promised: Redis does
   * not let us rewrite or cannot write, or a copy of a damaged file is kept.
   */
  erasedWithinSeconds(): number | null;
  /** Does a last rewrite if one is due, within 5 s. */
  close(): Promise<void>;
};

type Pace = { checkEveryMs: number; restMs: number; maxShare: number };

/** Redis' counters of changes since the last snapshot, and of expired keys. */
type ChangeCounters = { changes: number; expired: number };

function isDue(now: ChangeCounters, clean: ChangeCounters | null, hasSnapshots: boolean): boolean {
  if (clean === null || now.expired !== clean.expired) return true;
  return hasSnapshots ? now.changes > 0 : now.changes !== clean.changes;
}

const fieldsOf = (info: string): Record<string, string | undefined> =>
  Object.fromEntries(info.split('\r\n').map((line) => line.split(':')));

/** Snapshots, beside the append-only file or instead of it, also hold outdated data. */
const keepsSnapshots = async (redis: Redis) => ((await redis.config('GET', 'save')) as string[])[1] !== '';

/** No permission, or no such command: trying again would not help. */
const isRefusal = (error: unknown) => /NOPERM|unknown command|not allowed/i.test(String(error));

/**
 * Redis appends each write to its file and keeps earlier values: deleted names, messages and places, and former places.
 * A rewrite keeps only current data. Any change leads to a rewrite, so code that deletes need not trigger one.
 */
export function startCompaction(
  redis: Redis,
  log: Log,
  hasDamagedCopies: () => boolean = () => false,
  pace: Pace = { checkEveryMs, restMs, maxShare },
): Compaction {
  /** The counters before the last finished rewrite, and before the one that is running. */
  let clean: ChangeCounters | null = null;
  let rewriteOf: ChangeCounters | null = null;
  let rewriteStartedAt = Number.NEGATIVE_INFINITY;
  let currentRestMs = pace.restMs;
  let isRefused = false;
  /** Set also before our first rewrite, so that nothing is promised that the previous one does not show. */
  let isFailing = false;
  let hasWarned = false;

  const finishRewrite = (before: ChangeCounters, isOk: boolean) => {
    if (isOk) clean = before;
    else if (!hasWarned) log.warn('Redis could not rewrite its files (is the disk full?); it is asked until it can');
    isFailing = hasWarned = !isOk;
  };

  /** Starts a rewrite if one is due; true if none is due or running. */
  const check = async (isUrgent: boolean): Promise<boolean> => {
    const info = fieldsOf(await redis.info());
    const isBusy = ['loading', 'aof_rewrite_in_progress', 'aof_rewrite_scheduled', 'rdb_bgsave_in_progress'];
    const isAppending = info.aof_enabled === '1';
    const isOk = (!isAppending || info.aof_last_bgrewrite_status === 'ok') && info.rdb_last_bgsave_status === 'ok';
    // A failing rewrite is retried by Redis, and is running nearly always.
    isFailing ||= !isOk;
    if (isBusy.some((name) => info[name] === '1')) return false;
    const hasSnapshots = await keepsSnapshots(redis);
    if (rewriteOf) finishRewrite(rewriteOf, isOk);
    rewriteOf = null;
    currentRestMs = Math.max(pace.restMs, (Number(info.aof_last_rewrite_time_sec) * 1_000) / pace.maxShare);
    const counters = { changes: Number(info.rdb_changes_since_last_save), expired: Number(info.expired_keys) };
    if (!(isAppending || hasSnapshots) || !isDue(counters, clean, hasSnapshots)) return true;
    if (performance.now() - rewriteStartedAt < currentRestMs && !isUrgent) return false;
    [rewriteOf, rewriteStartedAt] = [counters, performance.now()];
    try {
      if (isAppending) await redis.bgrewriteaof();
      if (hasSnapshots) await redis.bgsave('SCHEDULE');
    } catch (error) {
      // It did not start.
      if (!isRefusal(error)) finishRewrite(counters, false);
      rewriteOf = null;
      throw error;
    }
    return false;
  };

  const giveUpIfRefused = (error: unknown): boolean => {
    // If Redis cannot be reached, the rewrite stays due.
    if (!isRefusal(error)) return false;
    isRefused = true;
    log.warn(
      'this Redis lets nobody rewrite its files: what is taken back stays in them for a while; see docs/operating.md',
    );
    return true;
  };

  // One check at a time: two would take each other's rewrite for their own.
  const inOrder = createSerialQueue();
  const checkNext = (isUrgent: boolean) =>
    inOrder(async () => isRefused || (await check(isUrgent).catch(giveUpIfRefused)));
  const timer = setInterval(() => void checkNext(false), pace.checkEveryMs);
  void checkNext(false);

  return {
    erasedWithinSeconds: () =>
      isRefused || isFailing || currentRestMs > maxRestMs || hasDamagedCopies() ? null : promisedSeconds,
    async close() {
      clearInterval(timer);
      await pollUntil(() => redis.status !== 'ready' || checkNext(true), pollEveryMs, closeWithinMs);
    },
  };
}
