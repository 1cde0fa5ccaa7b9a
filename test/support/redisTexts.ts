import type { Redis } from 'ioredis';

/** All data of a Redis as text, by key, for every type. */
export async function textsOf(redis: Redis): Promise<Map<string, string>> {
  const readers: Record<string, (key: string) => Promise<unknown>> = {
    string: (key) => redis.getBuffer(key).then((value) => value?.toString('latin1')),
    hash: (key) => redis.hgetall(key),
    list: (key) => redis.lrange(key, 0, -1),
    zset: (key) => redis.zrange(key, '0', '-1', 'WITHSCORES'),
    set: (key) => redis.smembers(key),
  };
  const texts = new Map<string, string>();
  for (const key of await redis.keys('*')) {
    const type = await redis.type(key);
    // It expired, or was deleted, since `keys`.
    if (type === 'none') continue;
    const read = readers[type];
    if (!read) throw new Error(`${key} is of an unknown type`);
    texts.set(key, JSON.stringify(await read(key)));
  }
  return texts;
}

/** Keys whose name or values contain this text. */
export async function keysWith(redis: Redis, text: string): Promise<string[]> {
  return [...(await textsOf(redis))].filter(([key, value]) => `${key} ${value}`.includes(text)).map(([key]) => key);
}
