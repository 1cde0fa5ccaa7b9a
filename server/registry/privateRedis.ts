import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../log.ts';
import {
  hasDamagedCopies,
  isDamage,
  lacksManifest,
  removeOldCopies,
  removeTemporaryFiles,
  repairAppendOnlyFile,
} from './appendOnlyFile.ts';
import { endOrphanedRedis, removePidFile, writePidFile } from './orphanedRedis.ts';
import { isStopped, pingRedis } from './pingRedis.ts';
import { commandNotFound, type RedisProcess, spawnRedisProcess } from './redisProcess.ts';

/** Time between pings; shorter at start, when somebody waits for it. */
const pingEveryMs = 700;
const pingAtStartEveryMs = 20;
/**
 * A stopped Redis is replaced after this long without an answer: with the next ping and the start, in less than 5 s.
 */
const answerWithinMs = 2_500;
/**
 * A process that is not stopped may be waiting for its disk and recover: it is ended after this many unanswered pings
 * in a row.
 */
const maxSilentPings = 3;
/** The socket opens before Redis reads its files, so this is enough even on a busy machine. */
const opensWithinMs = 15_000;
/** It restarts at once; if it died before it was ready, the delays grow. */
const backOffMs = [0, 200, 400, 800, 1_600, 3_000];
/** The start of the server fails after this many failures in a row. */
const attemptsAtStart = 3;
/** One for the manifest, one for an increment; more would not help. */
const maxRepairs = 2;
const removeCopiesEveryMs = 3_600_000;

export type PrivateRedis = {
  socketPath: string;
  /** Whether copies of damaged files are kept: they hold data that may have been deleted since. */
  hasDamagedCopies(): boolean;
  close(): Promise<void>;
};

/** The private Redis does not start; the message has its reason, for the operator. */
export class RedisUnavailable extends Error {}

type Supervision = {
  directory: string;
  runtime: string;
  socketPath: string;
  log: Log;
  closing: boolean;
  running?: RedisProcess;
};
type Run = { code: number | null; wasReady: boolean; output: string[] };

/**
 * Starts a `redis-server` of our own on a unix socket that only this user can open, with its append-only file in
 * `directory`. If it ends, hangs or loses its socket it is replaced; files that it cannot read are repaired. Throws
 * `RedisUnavailable` if it does not start.
 */
export async function startPrivateRedis(directory: string, log: Log): Promise<PrivateRedis> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await endOrphanedRedis(directory);
  // A unix socket's path is limited to about 100 characters, so it cannot be in any data directory.
  const runtime = await mkdtemp(join(tmpdir(), 'polyscope-'));
  const supervision: Supervision = { directory, runtime, socketPath: join(runtime, 'redis.sock'), log, closing: false };
  const removeCopies = () =>
    removeOldCopies(directory).catch((error) =>
      log.warn({ error }, 'old copies of a damaged file could not be removed'),
    );
  await removeCopies();
  const copyTimer = setInterval(removeCopies, removeCopiesEveryMs).unref();
  const close = async () => {
    supervision.closing = true;
    clearInterval(copyTimer);
    await supervision.running?.stop();
    await rm(runtime, { recursive: true, force: true });
    await removePidFile(directory);
  };
  try {
    await new Promise<void>((resolve, reject) => void supervise(supervision, resolve, reject));
  } catch (error) {
    await close();
    throw error;
  }
  return { socketPath: supervision.socketPath, hasDamagedCopies: () => hasDamagedCopies(directory), close };
}

/** Restarts it until we close. */
async function supervise(
  supervision: Supervision,
  onReady: () => void,
  onFailed: (error: RedisUnavailable) => void,
): Promise<void> {
  const { directory, log } = supervision;
  let failures = 0;
  let repairs = 0;
  while (!supervision.closing) {
    const { code, wasReady, output } = await runOnce(supervision, onReady).catch(
      (error: Error): Run => ({ code: null, wasReady: false, output: [error.message] }),
    );
    if (supervision.closing) return;
    log.error({ exitCode: code, said: reasonFrom(output) }, 'the private redis-server ended; starting it again');
    failures = wasReady ? 0 : failures + 1;
    if (wasReady) repairs = 0;
    if (code === commandNotFound) onFailed(new RedisUnavailable(notInstalled));
    else if (!wasReady && repairs < maxRepairs && isDamage(output)) {
      repairs += 1;
      if (!(await repairFiles(supervision, output))) repairs = maxRepairs;
    } else if (repairs >= maxRepairs || failures >= attemptsAtStart) onFailed(startFailure(directory, output));
    await pause(backOffMs[Math.min(failures, backOffMs.length - 1)]);
  }
}

/** Starts it once; resolves when it has ended. */
async function runOnce(supervision: Supervision, onReady: () => void): Promise<Run> {
  const { directory, runtime, socketPath } = supervision;
  await mkdir(runtime, { recursive: true, mode: 0o700 });
  await removeTemporaryFiles(directory);
  if (await lacksManifest(directory)) await repairFiles(supervision, ['There is no AOF manifest.']);
  const redis = spawnRedisProcess(
    [
      ...`--port 0 --unixsocket ${socketPath} --unixsocketperm 700 --appendonly yes --aof-load-truncated no`.split(' '),
      ...['--save', '', '--dir', directory, '--loglevel', 'warning'],
    ],
    runtime,
  );
  supervision.running = redis;
  const run: Run & { hasEnded: boolean } = { code: null, wasReady: false, output: [], hasEnded: false };
  const ended = redis.ended.then((code) => Object.assign(run, { code, hasEnded: true, output: redis.lastOutput() }));
  try {
    await writePidFile(directory, redis.pid, socketPath);
  } catch (error) {
    // Another one is started after this: two on the same files would corrupt them.
    redis.kill();
    await ended;
    throw error;
  }
  void watchPings(supervision, redis, run, onReady);
  return ended;
}

/** Pings it while it runs, and ends it if it does not answer. */
async function watchPings(
  supervision: Supervision,
  redis: RedisProcess,
  run: Run & { hasEnded: boolean },
  onReady: () => void,
): Promise<void> {
  const from = performance.now();
  let silentPings = 0;
  while (!run.hasEnded && !supervision.closing) {
    const state = await pingRedis(supervision.socketPath, answerWithinMs);
    if (run.hasEnded || supervision.closing) return;
    if (state === 'ready' && !run.wasReady) {
      run.wasReady = true;
      onReady();
    }
    const isDue = run.wasReady || performance.now() - from > opensWithinMs;
    silentPings = state === 'silent' ? silentPings + 1 : 0;
    const isFrozen = state === 'silent' && isStopped(redis.pid);
    if (isDue && (isFrozen || state === 'away' || silentPings >= maxSilentPings)) {
      supervision.log.error(`The private redis-server does not answer (${state}); starting another.`);
      // A stopped process does not receive SIGTERM; others may still write what they hold.
      return isFrozen ? redis.kill() : void redis.stop();
    }
    await pause(run.wasReady ? pingEveryMs : pingAtStartEveryMs);
  }
}

async function repairFiles({ directory, log }: Supervision, output: string[]): Promise<boolean> {
  try {
    const { isRepaired, done, lost, copy } = await repairAppendOnlyFile(directory, output);
    const details = { reason: reasonFrom(output), done, lost, copy };
    if (isRepaired) log.warn(details, 'the append-only file of the private Redis was damaged, and is repaired');
    else log.error(details, 'the append-only file of the private Redis is damaged, and cannot be repaired');
    return isRepaired;
  } catch (error) {
    log.error({ error }, 'the append-only file of the private Redis could not be copied, so it is not repaired');
    return false;
  }
}

const notInstalled =
  'There is no redis-server on this machine: install it (Debian: apt install redis-server; macOS: brew install redis) or set REDIS_URL.';

/** Lines that Redis prints at every start, and hints about system memory: not the reason why it ended. */
const startPattern = /oO0Oo|^Redis version=|^Configuration loaded|^Server initialized|^WARNING|overcommit|Huge/i;

function reasonFrom(output: string[]): string {
  return output.filter((line) => !startPattern.test(line)).join(' ') || 'it did not say why';
}

function startFailure(directory: string, output: string[]): RedisUnavailable {
  const advice = isDamage(output)
    ? `Its files in ${directory} cannot be read: put appendonlydir back from a backup, or move it away to begin anew, without what it held.`
    : `Its files are in ${directory}; redis-server --appendonly yes --dir ${directory} shows what it says.`;
  return new RedisUnavailable(`The private Redis did not start: ${reasonFrom(output)}\n${advice}`);
}
