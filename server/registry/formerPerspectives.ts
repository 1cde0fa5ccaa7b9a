import type { Redis } from 'ioredis';
import { keys } from './keys.ts';
import { curationRecord, originRecord, type ReadStored } from './stored.ts';

/** Perspectives that have gone, of which an event keeps what it takes to come back as the same tile; enough for a crowd. */
const mostFormer = 500;
/** Those that somebody decided something about: more than moderators decide in a long night. */
const mostDecided = 2_000;
/** So many are looked at at once. */
const lookedAt = 50;
/** Looks in a row; what is left then waits for the next one that goes. */
const mostLooks = 20;

/**
 * Deletes one, unless it has come back meanwhile; marks of who was banned by it stay. KEYS the line it stands in,
 * perspectives, curation, origins, watched, cameras, reported, out, its reports, its viewers; ARGV id, its camera, when it
 * had gone.
 */
const dropScript = `
if redis.call('ZSCORE', KEYS[1], ARGV[1]) ~= ARGV[3] then return 0 end
redis.call('ZREM', KEYS[1], ARGV[1])
for each = 2, 5 do redis.call('HDEL', KEYS[each], ARGV[1]) end
if redis.call('HGET', KEYS[6], ARGV[2]) == ARGV[1] then redis.call('HDEL', KEYS[6], ARGV[2]) end
for each = 7, 8 do redis.call('ZREM', KEYS[each], ARGV[1]) end
redis.call('DEL', KEYS[9], KEYS[10])
return 1`;
const inDropScript = [
  keys.perspectives,
  keys.curation,
  keys.origins,
  keys.watched,
  keys.cameras,
  keys.reported,
  keys.out,
];

/** One of the oldest of a line; nothing was decided about it where its curation is the first one. */
type Old = { id: string; wentAt: string; camera: string; isDecided: boolean; isBanned: boolean };
type Line = typeof keys.former | typeof keys.decided;

/** Forgets the oldest of too many that have gone: those that somebody decided something about stand in a line of their own. */
export function createForgetting(redis: Redis, keepSeconds: number, readStored: ReadStored) {
  /** Where there are more than so many in a line: how many more, and its oldest. */
  const oldestOf = async (event: string, line: Line, most: number): Promise<{ over: number; old: Old[] }> => {
    const over = (await redis.zcard(line.of(event))) - most;
    if (over <= 0) return { over: 0, old: [] };
    const rows = await redis.zrange(line.of(event), '0', String(lookedAt - 1), 'WITHSCORES');
    const ids = rows.filter((_, index) => index % 2 === 0);
    const [curations, origins] = await Promise.all([
      redis.hmget(keys.curation.of(event), ...ids),
      redis.hmget(keys.origins.of(event), ...ids),
    ]);
    const old = ids.map((id, index) => {
      const curation = readStored(curationRecord, curations[index], keys.curation.of(event), id);
      const camera = readStored(originRecord, origins[index], keys.origins.of(event), id)?.camera ?? '';
      const decided = { isDecided: (curation?.version ?? 0) > 1, isBanned: curation?.out === 'banned' };
      return { id, wentAt: rows[2 * index + 1] ?? '', camera, ...decided };
    });
    return { over, old };
  };

  const drop = async (event: string, line: Line, gone: Old[]): Promise<void> => {
    const step = redis.pipeline();
    for (const { id, camera, wentAt } of gone) {
      const names = [line, ...inDropScript].map(({ of }) => of(event));
      const own = [keys.reports.of(event, id), keys.viewers.of(event, id)];
      step.eval(dropScript, names.length + own.length, ...names, ...own, id, camera, wentAt);
    }
    if (gone.length > 0) await step.exec();
  };

  const move = async (event: string, decided: Old[]): Promise<void> => {
    if (decided.length === 0) return;
    const [former, line] = [keys.former.of(event), keys.decided.of(event)];
    const step = redis.multi().zrem(former, ...decided.map(({ id }) => id));
    await step
      .zadd(line, ...decided.flatMap(({ id, wentAt }) => [wentAt, id]))
      .expire(line, keepSeconds)
      .exec();
  };

  /** Whether there may be more to forget. */
  const forgetSome = async (event: string): Promise<boolean> => {
    const former = await oldestOf(event, keys.former, mostFormer);
    const others = former.old.filter(({ isDecided }) => !isDecided);
    await move(
      event,
      former.old.filter(({ isDecided }) => isDecided),
    );
    await drop(event, keys.former, others.slice(0, former.over));
    const decided = await oldestOf(event, keys.decided, mostDecided);
    const bannedLast = decided.old.sort((a, b) => Number(a.isBanned) - Number(b.isBanned));
    await drop(event, keys.decided, bannedLast.slice(0, Math.min(decided.over, lookedAt / 2)));
    return former.over > 0 || decided.over > 0;
  };

  // One at a time for each event: two would look at the same ones.
  const busy = new Set<string>();
  return async (event: string): Promise<void> => {
    if (busy.has(event)) return;
    busy.add(event);
    try {
      for (let n = 0; n < mostLooks && (await forgetSome(event)); n += 1);
    } finally {
      busy.delete(event);
    }
  };
}
