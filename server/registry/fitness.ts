import type { Redis } from 'ioredis';

const least = [6, 2] as const;
/** What came with it and is used here; some services take commands away. */
const needed = ['geosearch', 'zmscore'];
const old = 'version 6.2 or newer is needed';

/** Why this Redis can never serve, in words for whoever starts the server; null where it can, or does not say what it is. */
export async function whyUnfit(redis: Redis): Promise<string | null> {
  const info = await redis.info().catch(() => '');
  if (/^cluster_enabled:1/m.test(info)) return 'it is a cluster, which is not supported yet';
  const [, version = '', major = '', minor = ''] = /^redis_version:((\d+)\.(\d+)\S*)/m.exec(info) ?? [];
  const isOld = Number(major) < least[0] || (Number(major) === least[0] && Number(minor) < least[1]);
  if (version && isOld) return `it is Redis ${version}, and ${old}`;
  const known = (await redis.call('COMMAND', 'INFO', ...needed).catch(() => [])) as unknown[];
  const missing = needed.filter((_, index) => known[index] === null);
  return missing.length > 0 ? `it does not know ${missing.join(', ').toUpperCase()}: ${old}` : null;
}
