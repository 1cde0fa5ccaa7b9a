import type { Redis } from 'ioredis';
import type { Reports } from '../events/ports.ts';
import { reach } from './connection.ts';
import { keys } from './keys.ts';
import { type ReadStored, reportRecord } from './stored.ts';

/** Devices of one address that are believed to be different people: a household, some friends. */
const perAddress = 5;

/**
 * Once for each reporter, so many for each address. KEYS reports, reported; ARGV reporter, address, report, most, seconds,
 * perspective, when.
 */
const fileScript = `
local from = 'from:' .. ARGV[2]
if redis.call('HEXISTS', KEYS[1], 'by:' .. ARGV[1]) == 1 then return 0 end
if redis.call('HLEN', KEYS[1]) > 5000 then return 0 end
local made = tonumber(redis.call('HGET', KEYS[1], from) or '0') or 0
if made >= tonumber(ARGV[4]) then return 0 end
redis.call('HSET', KEYS[1], 'by:' .. ARGV[1], ARGV[3], from, made + 1)
redis.call('ZADD', KEYS[2], ARGV[7], ARGV[6])
for each = 1, 2 do redis.call('EXPIRE', KEYS[each], ARGV[5]) end
return 1`;

/** What viewers reported about perspectives. */
export function createReports(redis: Redis, keepSeconds: number, readStored: ReadStored): Reports {
  return {
    file: (event, perspective, { reporter, address }, report) =>
      reach(async () => {
        const key = keys.reports.of(event, perspective);
        const asked = [reporter, address, JSON.stringify(report), perAddress, keepSeconds, perspective, report.at];
        return (await redis.eval(fileScript, 2, key, keys.reported.of(event), ...asked)) === 1;
      }),
    about: (event, perspective) =>
      reach(async () => {
        const key = keys.reports.of(event, perspective);
        const filed = Object.entries(await redis.hgetall(key)).filter(([name]) => name.startsWith('by:'));
        return filed.flatMap(([name, text]) => readStored(reportRecord, text, key, name) ?? []);
      }),
  };
}
