import type { Redis } from 'ioredis';
import type { FiledReport, Reports } from '../events/ports.ts';
import { reach } from './connection.ts';
import { keys } from './keys.ts';

/** Devices of one address that are believed to be different people: a household, some friends. */
const perAddress = 5;

/** Once for each reporter, so many for each address. KEYS reports; ARGV reporter, address, report, most, seconds. */
const fileScript = `
local from = 'from:' .. ARGV[2]
if redis.call('HEXISTS', KEYS[1], 'by:' .. ARGV[1]) == 1 then return 0 end
if redis.call('HLEN', KEYS[1]) > 5000 then return 0 end
if tonumber(redis.call('HGET', KEYS[1], from) or '0') >= tonumber(ARGV[4]) then return 0 end
redis.call('HSET', KEYS[1], 'by:' .. ARGV[1], ARGV[3])
redis.call('HINCRBY', KEYS[1], from, 1)
redis.call('EXPIRE', KEYS[1], ARGV[5])
return 1`;

/** What viewers reported about perspectives. */
export function createReports(redis: Redis, keepSeconds: number): Reports {
  return {
    file: (event, perspective, { reporter, address }, report) =>
      reach(async () => {
        const key = keys.reports.of(event, perspective);
        const asked = [reporter, address, JSON.stringify(report), perAddress, keepSeconds];
        return (await redis.eval(fileScript, 1, key, ...asked)) === 1;
      }),
    about: (event, perspective) =>
      reach(async () => {
        const fields = await redis.hgetall(keys.reports.of(event, perspective));
        const filed = Object.entries(fields).filter(([name]) => name.startsWith('by:'));
        return filed.map(([, text]) => JSON.parse(text) as FiledReport);
      }),
  };
}
