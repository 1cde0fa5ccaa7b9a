import type { Redis } from 'ioredis';
import { caps } from '../../shared/limits.ts';
import type { Reports } from '../events/ports/reports.ts';
import { keys } from './keys.ts';
import { orRegistryDown } from './registryDown.ts';
import { type ReadStored, reportRecord } from './stored.ts';

/**
 * Files a report, unless this reporter, address, network or all together have filed too many. KEYS reports, reported;
 * ARGV reporter, address, network, report, the most of an address, of a network, of all, seconds to keep, perspective,
 * when (ms). Returns 1 if it was filed.
 */
const fileScript = `
local address, network = 'from:' .. ARGV[2], 'from:' .. ARGV[3]
if redis.call('HEXISTS', KEYS[1], 'by:' .. ARGV[1]) == 1 then return 0 end
if redis.call('HLEN', KEYS[1]) > tonumber(ARGV[7]) then return 0 end
local ofAddress = tonumber(redis.call('HGET', KEYS[1], address) or '0') or 0
local ofNetwork = tonumber(redis.call('HGET', KEYS[1], network) or '0') or 0
if ofAddress >= tonumber(ARGV[5]) or ofNetwork >= tonumber(ARGV[6]) then return 0 end
redis.call('HSET', KEYS[1], 'by:' .. ARGV[1], ARGV[4], 'in:' .. ARGV[1], ARGV[3])
redis.call('HSET', KEYS[1], address, ofAddress + 1, network, ofNetwork + 1)
redis.call('ZADD', KEYS[2], ARGV[10], ARGV[9])
for each = 1, 2 do redis.call('EXPIRE', KEYS[each], ARGV[8]) end
return 1`;

/** Reports of viewers about perspectives. `keepSeconds`: how long they are kept after the last one. */
export function createReports(redis: Redis, keepSeconds: number, readStored: ReadStored): Reports {
  return {
    file: (event, perspective, { reporter, address, network }, report) =>
      orRegistryDown(async () => {
        const key = keys.reports.of(event, perspective);
        const max = [caps.reports.address, caps.reports.network, caps.reports.server];
        const written = [reporter, address, network, JSON.stringify(report), ...max, keepSeconds];
        const args = [...written, perspective, report.at];
        return (await redis.eval(fileScript, 2, key, keys.reported.of(event), ...args)) === 1;
      }),
    about: (event, perspective) =>
      orRegistryDown(async () => {
        const key = keys.reports.of(event, perspective);
        const fields = await redis.hgetall(key);
        const filed = Object.entries(fields).filter(([name]) => name.startsWith('by:'));
        return filed.flatMap(([name, text]) => {
          const report = readStored(reportRecord, text, key, name);
          return report ? [{ ...report, network: fields[name.replace('by:', 'in:')] ?? '' }] : [];
        });
      }),
  };
}
