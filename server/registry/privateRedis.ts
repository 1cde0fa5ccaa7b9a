import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../log.ts';
import {
  dropOldCopies,
  hasCopies,
  isDamage,
  lacksManifest,
  removeHalfWritten,
  repairAppendOnlyFile,
} from './appendOnlyFile.ts';
import { type GuardedRedis, notFound, spawnGuardedRedis } from './guardedRedis.ts';
import { endLeftoverRedis, forgetRedis, noteRedis } from './leftoverRedis.ts';
import { isStopped, pingRedis } from './pingRedis.ts';

/** Between two looks whether it answers; at start, when somebody waits for it. */
const lookEveryMs = 700;
const lookAtStartEveryMs = 20;
/** One that is stopped is replaced after such a silence: with the next look and its start, less than 5 s. */
const silentForMs = 2_500;
/** One that is not may be waiting for its disk, and comes back by itself: it is ended after so many in a row. */
const mostSilences = 3;
/** Its socket opens before it reads its files, so even a busy machine needs no more. */
const opensWithinMs = 15_000;
/** After a death it starts again at once; who dies before it was ready waits longer each time. */
const backOffMs = [0, 200, 400, 800, 1_600, 3_000];
/** A start that failed so often in a row fails for good, as long as nobody is served yet. */
const triesAtStart = 3;
/** Its manifest, then an increment; what is still damaged then stays so. */
const maxRepairs = 2;
const dropCopiesEveryMs = 3_600_000;

export type PrivateRedis = {
  socketPath: string;
  /** Whether copies of a damaged file stand beside its own: they hold what may have been deleted since. */
  hasCopies(): boolean;
  close(): Promise<void>;
};

/** The Redis that does not start, in a sentence with its own reason. */
export class RedisUnavailable extends Error {}

type Kept = {
  directory: string;
  runtime: string;
  socketPath: string;
  log: Log;
  closing: boolean;
  running?: GuardedRedis;
};
type Life = { code: number | null; wasReady: boolean; words: string[] };

/**
 * A `redis-server` of our own on a unix socket that only this user can open, its append-only file in `directory`. One
 * that ends, hangs or loses its socket is replaced; files that it cannot read are repaired. Resolves when it answers;
 * throws a sentence where it never does.
 */
export async function startPrivateRedis(directory: string, log: Log): Promise<PrivateRedis> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await endLeftoverRedis(directory);
  // A unix socket's path is limited to about 100 characters, so it cannot stand in just any data directory.
  const runtime = await mkdtemp(join(tmpdir(), 'polyscope-'));
  const kept: Kept = { directory, runtime, socketPath: join(runtime, 'redis.sock'), log, closing: false };
  const dropCopies = () =>
    dropOldCopies(directory).catch((error) => log.warn({ error }, 'old copies of a damaged file could not be removed'));
  await dropCopies();
  const dropping = setInterval(dropCopies, dropCopiesEveryMs).unref();
  const close = async () => {
    kept.closing = true;
    clearInterval(dropping);
    await kept.running?.stop();
    await rm(runtime, { recursive: true, force: true });
    await forgetRedis(directory);
  };
  try {
    await new Promise<void>((resolve, reject) => void keep(kept, resolve, reject));
  } catch (error) {
    await close();
    throw error;
  }
  return { socketPath: kept.socketPath, hasCopies: () => hasCopies(directory), close };
}

/** One life after the other, until we close. */
async function keep(kept: Kept, onReady: () => void, onFailed: (error: RedisUnavailable) => void): Promise<void> {
  const { directory, log } = kept;
  let failures = 0;
  let repairs = 0;
  while (!kept.closing) {
    const { code, wasReady, words } = await live(kept, onReady).catch(
      (error: Error): Life => ({ code: null, wasReady: false, words: [error.message] }),
    );
    if (kept.closing) return;
    log.error({ code, said: reasonIn(words) }, 'the private redis-server ended; starting it again');
    failures = wasReady ? 0 : failures + 1;
    if (wasReady) repairs = 0;
    if (code === notFound) onFailed(new RedisUnavailable(missing));
    else if (!wasReady && repairs < maxRepairs && isDamage(words)) {
      repairs += 1;
      if (!(await repair(kept, words))) repairs = maxRepairs;
    } else if (repairs >= maxRepairs || failures >= triesAtStart) onFailed(failedBecause(directory, words));
    await pause(backOffMs[Math.min(failures, backOffMs.length - 1)]);
  }
}

/** From its start to its end. */
async function live(kept: Kept, onReady: () => void): Promise<Life> {
  const { directory, runtime, socketPath } = kept;
  await mkdir(runtime, { recursive: true, mode: 0o700 });
  await removeHalfWritten(directory);
  if (await lacksManifest(directory)) await repair(kept, ['There is no AOF manifest.']);
  const redis = spawnGuardedRedis(
    [
      ...`--port 0 --unixsocket ${socketPath} --unixsocketperm 700 --appendonly yes --aof-load-truncated no`.split(' '),
      ...['--save', '', '--dir', directory, '--loglevel', 'warning'],
    ],
    runtime,
  );
  kept.running = redis;
  const life: Life & { hasEnded: boolean } = { code: null, wasReady: false, words: [], hasEnded: false };
  const ended = redis.ended.then((code) => Object.assign(life, { code, hasEnded: true, words: redis.lastWords() }));
  try {
    await noteRedis(directory, redis.pid, socketPath);
  } catch (error) {
    // Another is started after this: two on the same files would each undo what the other wrote.
    redis.kill();
    await ended;
    throw error;
  }
  void replaceWhenSilent(kept, redis, life, onReady);
  return ended;
}

/** Looks as long as it lives, and ends what does not answer. */
async function replaceWhenSilent(
  kept: Kept,
  redis: GuardedRedis,
  life: Life & { hasEnded: boolean },
  onReady: () => void,
): Promise<void> {
  const from = performance.now();
  let silences = 0;
  while (!life.hasEnded && !kept.closing) {
    const state = await pingRedis(kept.socketPath, silentForMs);
    if (life.hasEnded || kept.closing) return;
    if (state === 'ready' && !life.wasReady) {
      life.wasReady = true;
      onReady();
    }
    const isLate = life.wasReady || performance.now() - from > opensWithinMs;
    silences = state === 'silent' ? silences + 1 : 0;
    const isFrozen = state === 'silent' && isStopped(redis.pid);
    if (isLate && (isFrozen || state === 'away' || silences >= mostSilences)) {
      kept.log.error(`The private redis-server does not answer (${state}); starting another.`);
      // Who is stopped hears no SIGTERM; everybody else may still write what they hold.
      return isFrozen ? redis.kill() : void redis.stop();
    }
    await pause(life.wasReady ? lookEveryMs : lookAtStartEveryMs);
  }
}

async function repair({ directory, log }: Kept, words: string[]): Promise<boolean> {
  try {
    const { isRepaired, done, lost, copy } = await repairAppendOnlyFile(directory, words);
    const what = { reason: reasonIn(words), done, lost, copy };
    if (isRepaired) log.warn(what, 'the append-only file of the private Redis was damaged, and is repaired');
    else log.error(what, 'the append-only file of the private Redis is damaged, and cannot be repaired');
    return isRepaired;
  } catch (error) {
    log.error({ error }, 'the append-only file of the private Redis could not be copied, so it is not repaired');
    return false;
  }
}

const missing =
  'There is no redis-server on this machine: install it (Debian: apt install redis-server; macOS: brew install redis) or set REDIS_URL.';

/** What Redis says at every start, and hints about the system's memory: no reasons to end. */
const startLine = /oO0Oo|^Redis version=|^Configuration loaded|^Server initialized|^WARNING|overcommit|Huge/i;

function reasonIn(words: string[]): string {
  return words.filter((line) => !startLine.test(line)).join(' ') || 'it did not say why';
}

function failedBecause(directory: string, words: string[]): RedisUnavailable {
  const advice = isDamage(words)
    ? `Its files in ${directory} cannot be read: put appendonlydir back from a backup, or move it away to begin anew, without what it held.`
    : `Its files are in ${directory}; redis-server --appendonly yes --dir ${directory} shows what it says.`;
  return new RedisUnavailable(`The private Redis did not start: ${reasonIn(words)}\n${advice}`);
}
