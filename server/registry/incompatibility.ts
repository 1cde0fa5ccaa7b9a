import type { Redis } from 'ioredis';

const minVersion = [6, 2] as const;
/** Added in that version and used here; some hosted services remove commands. */
const neededCommands = ['geosearch', 'zmscore'];
const needs = 'version 6.2 or newer is needed';

/** Why this Redis can never serve, for the operator; null if it can, or does not say what it is. */
export async function incompatibility(redis: Redis): Promise<string | null> {
  const info = await redis.info().catch(() => '');
  if (/^cluster_enabled:1/m.test(info)) return 'it is a cluster, which is not supported yet';
  const [, version = '', major = '', minor = ''] = /^redis_version:((\d+)\.(\d+)\S*)/m.exec(info) ?? [];
  const isTooOld = Number(major) < minVersion[0] || (Number(major) === minVersion[0] && Number(minor) < minVersion[1]);
  if (version && isTooOld) return `it is Redis ${version}, and ${needs}`;
  const known = (await redis.call('COMMAND', 'INFO', ...neededCommands).catch(() => [])) as unknown[];
  const missing = neededCommands.filter((_, index) => known[index] === null);
  return missing.length > 0 ? `it does not know ${missing.join(', ').toUpperCase()}: ${needs}` : null;
}
