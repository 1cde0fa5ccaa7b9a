import type { Redis } from 'ioredis';
import type { Log } from '../log.ts';

/** How often it is looked whether the files hold something that is gone. */
const lookEveryMs = 5_000;
/** From the start of one rewrite to the next: what is gone waits no longer than this, a look, and the rewrite itself. */
const restMs = 20_000;
/** Of a large data set, which may be others', a rewrite takes at most this share of the time. */
const mostShare = 1 / 20;
/** The promise to whoever takes something back: a look, a rest, and a rewrite before and after it are below it. */
const promisedSeconds = 60;
/** With longer rests it could not be kept. */
const mostRestMs = 40_000;
/** At the end of the server its last rewrite is waited for so long; a full day's takes less than a second. */
const closeWithinMs = 5_000;
const askEveryMs = 50;

export type Compaction = {
  /**
   * After so many seconds what was deleted or replaced is in no file any more; null where nobody can say: Redis does not
   * let us see to it or cannot write, or a copy of a damaged file is kept.
   */
  erasedWithinSeconds(): number | null;
  /** Rewrites once more what is due. */
  close(): Promise<void>;
};

type Pace = { lookEveryMs: number; restMs: number };

/** Counts that grow with whatever changes; a snapshot begins the first one anew. */
type Mark = { changes: number; expired: number };

function isDue(now: Mark, clean: Mark | null, snapshots: boolean): boolean {
  if (clean === null || now.expired !== clean.expired) return true;
  return snapshots ? now.changes > 0 : now.changes !== clean.changes;
}

const fieldsOf = (info: string): Record<string, string | undefined> =>
  Object.fromEntries(info.split('\r\n').map((line) => line.split(':')));

/** Snapshots beside the append-only file, or instead of it, hold what was there when they were made. */
const keepsSnapshots = async (redis: Redis) => ((await redis.config('GET', 'save')) as string[])[1] !== '';

/** No right, or no such command: asking again would not help. */
const isRefusal = (error: unknown) => /NOPERM|unknown command|not allowed/i.test(String(error));

/**
 * Redis appends each write to its file and keeps what was there before: names, messages and places that are deleted, and
 * earlier places that were replaced. Rewriting leaves what is true now. Whatever changes anything is followed by a
 * rewrite, so that nobody who deletes has to think of it.
 */
export function keepFilesClean(
  redis: Redis,
  log: Log,
  hasCopies: () => boolean = () => false,
  pace: Pace = { lookEveryMs, restMs },
): Compaction {
  /** What the files were last rewritten after; and what a rewrite that is under way began after. */
  let clean: Mark | null = null;
  let begun: Mark | null = null;
  let begunAt = Number.NEGATIVE_INFINITY;
  let rest = pace.restMs;
  let isRefused = false;
  /** Also before the first of ours: who asks then is promised nothing that the last one did not show. */
  let isFailing = false;
  let hasSaid = false;

  const settle = (begun: Mark, isOk: boolean) => {
    if (isOk) clean = begun;
    else if (!hasSaid) log.warn('Redis could not rewrite its files (is the disk full?); it is asked until it can');
    isFailing = hasSaid = !isOk;
  };

  /** Whether nothing is due, nor under way. */
  const look = async (isHurried: boolean): Promise<boolean> => {
    const info = fieldsOf(await redis.info());
    const isBusy = ['loading', 'aof_rewrite_in_progress', 'aof_rewrite_scheduled', 'rdb_bgsave_in_progress'];
    const appends = info.aof_enabled === '1';
    const isOk = (!appends || info.aof_last_bgrewrite_status === 'ok') && info.rdb_last_bgsave_status === 'ok';
    // One that Redis tries again and again is under way nearly always.
    isFailing ||= !isOk;
    if (isBusy.some((name) => info[name] === '1')) return false;
    const snapshots = await keepsSnapshots(redis);
    if (begun) settle(begun, isOk);
    begun = null;
    rest = Math.max(pace.restMs, (Number(info.aof_last_rewrite_time_sec) * 1_000) / mostShare);
    const mark = { changes: Number(info.rdb_changes_since_last_save), expired: Number(info.expired_keys) };
    if (!(appends || snapshots) || !isDue(mark, clean, snapshots)) return true;
    if (performance.now() - begunAt < rest && !isHurried) return false;
    [begun, begunAt] = [mark, performance.now()];
    try {
      if (appends) await redis.bgrewriteaof();
      if (snapshots) await redis.bgsave('SCHEDULE');
    } catch (error) {
      // It has not even begun.
      if (!isRefusal(error)) settle(mark, false);
      begun = null;
      throw error;
    }
    return false;
  };

  const refuse = (error: unknown): boolean => {
    // Redis that is away is asked again; what it missed is still due then.
    if (!isRefusal(error)) return false;
    isRefused = true;
    log.warn(
      'this Redis lets nobody rewrite its files: what is taken back stays in them for a while; see docs/operating.md',
    );
    return true;
  };

  // One look at a time: two would take the other's rewrite for their own.
  let last: Promise<boolean> = Promise.resolve(true);
  const lookOnce = (isHurried: boolean) => {
    last = last.then(() => isRefused || look(isHurried)).catch(refuse);
    return last;
  };
  const timer = setInterval(() => void lookOnce(false), pace.lookEveryMs);
  void lookOnce(false);

  return {
    erasedWithinSeconds: () => (isRefused || isFailing || rest > mostRestMs || hasCopies() ? null : promisedSeconds),
    async close() {
      clearInterval(timer);
      const deadline = performance.now() + closeWithinMs;
      while (redis.status === 'ready' && !(await lookOnce(true)) && performance.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, askEveryMs));
      }
    },
  };
}
