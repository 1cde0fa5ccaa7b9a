import { Redis } from 'ioredis';
import { afterAll, describe, expect, it } from 'vitest';
import { createLog } from '../../server/log.ts';
import { createCircuitBreaker } from '../../server/registry/circuitBreaker.ts';
import { startRedis } from '../support/redis.ts';
import { createRig } from '../support/rig.ts';

const redis = await startRedis();
afterAll(() => redis.close());
const rig = await createRig({ env: { REDIS_URL: redis.url } });

describe('a registry that fails', () => {
  it('causes a refusal while it is down, and has lost nothing when it is back', async () => {
    const { event } = await rig.openEvent({ title: 'Kept' });
    await redis.stop();
    const { status, body } = await rig.http('/api/events');
    expect([status, body.refusal?.code]).toEqual([503, 'registryDown']);
    expect((await rig.http('/readyz')).status).toBe(503);
    expect((await rig.http('/healthz')).status).toBe(200);
    await redis.start();
    await expect.poll(async () => (await rig.http('/readyz')).status).toBe(200);
    expect((await rig.http(`/api/events/${event.id}`)).body).toMatchObject({ event: { title: 'Kept' } });
  });

  it('never runs half of a transaction without an error', async () => {
    const { port } = redis;
    const client = new Redis(port, '127.0.0.1');
    const breaker = createCircuitBreaker(client, createLog('silent'));
    await client.set('a string', '1');
    await expect(client.multi().incr('count').hset('a string', 'field', '1').exec()).rejects.toThrow('WRONGTYPE');
    expect(await client.multi().incr('count').exec()).toEqual([[null, 2]]);
    breaker.close();
    client.disconnect();
  });

  it('is a defect, with its number in the log, when a key has the wrong type', async () => {
    const { event } = await rig.openEvent();
    await redis.redis.set(`polyscope:event:${event.id}:present`, 'no set');
    const { status, body } = await rig.http(`/api/events/${event.id}`);
    expect([status, body.refusal?.code]).toEqual([500, 'defect']);
    const { number } = body.refusal as unknown as { number: string };
    await expect.poll(() => rig.server.output()).toContain(number);
  });
});
