import { afterAll, describe, expect, it } from 'vitest';
import type { LogEntry } from '../../shared/curationLog.ts';
import { startRedisRelay } from '../chaos/redisRelay.ts';
import { filmingOn } from '../support/filming.ts';
import { startRedis } from '../support/redis.ts';
import { keysWith } from '../support/redisTexts.ts';
import { createRig } from '../support/rig.ts';
import { cameraId } from '../support/rtp.ts';

const redis = await startRedis();
const relay = await startRedisRelay(redis.port);
afterAll(async () => {
  relay.close();
  await redis.close();
});
const env = { RATE_SCALE: '100', TOKEN_SECRET: 'the same for both servers of this test' };
/** One server whose connection to the registry is cut, and one that keeps it. */
const cut = await createRig({ isPlain: true, env: { ...env, REDIS_URL: `redis://127.0.0.1:${relay.port}` } });
const other = await createRig({ isPlain: true, env: { ...env, REDIS_URL: redis.url } });
const here = filmingOn(cut);
const there = filmingOn(other);
const { event, token } = await cut.openEvent({ doors: 'open' });
const moderator = await here.view(event.id, token);

const becomes = (status: number) => expect.poll(async () => (await cut.http('/readyz')).status).toBe(status);
const cutOff = async () => {
  relay.swallows = true;
  relay.breakAll();
  await becomes(503);
};
const heal = async () => {
  relay.swallows = false;
  relay.breakAll();
  await becomes(200);
};
const stateOf = async (id: string) =>
  JSON.parse((await redis.redis.hget(`polyscope:event:${event.id}:perspectives`, id)) ?? '{}').state;
const takeBackThere = async (camera: number) => {
  const socket = await other.socket('spectator', event.id);
  return socket.must<{ left: unknown[] }>('takeBack', { cameraId: cameraId(camera) });
};
const isTakenBack = ({ why }: { why: string }) => why === 'takenBack';
const isLive = (id: string) => expect.poll(() => stateOf(id)).toBe('live');

describe('what is taken back over one server', () => {
  it('is no longer live on the other, and may start again there', async () => {
    const filmed = await here.film(event.id, 1);
    await isLive(filmed.id);
    const viewer = await here.view(event.id);
    expect((await takeBackThere(1)).left).toEqual([]);
    await filmed.socket.nextNotice('ended', isTakenBack);
    await viewer.socket.nextNotice<{ id: string }>('perspectiveGone', ({ id }) => id === filmed.id);
    await expect.poll(() => keysWith(redis.redis, filmed.id)).toEqual([]);
    expect((await here.film(event.id, 1)).id).not.toBe(filmed.id);
  });

  it('is not written back by the other, which was cut off and had decided something about it', async () => {
    const [gone, stays] = [await here.film(event.id, 2), await here.film(event.id, 3)];
    for (const { id } of [gone, stays]) await isLive(id);
    await cutOff();
    for (const { id } of [gone, stays]) {
      const answer = await moderator.socket.ask('curate', { perspective: id, action: 'blackout' });
      expect(answer).toMatchObject({ refusal: { code: 'writtenLater' } });
    }
    await takeBackThere(2);
    await heal();
    const isOf = ({ act, target }: LogEntry) => act === 'blackout' && target.id === stays.id;
    await moderator.socket.nextNotice<LogEntry>('logged', isOf);
    await gone.socket.nextNotice('ended', isTakenBack);
    expect(await keysWith(redis.redis, gone.id)).toEqual([]);
  });
});

describe('what left one server while it was cut off', () => {
  it('has ended when it is back, unless it continued on the other', async () => {
    const [changes, leaves] = [await here.film(event.id, 4), await here.film(event.id, 5)];
    for (const { id } of [changes, leaves]) await isLive(id);
    await cutOff();
    for (const { socket } of [changes, leaves]) await socket.must('endLive', {});
    expect((await there.film(event.id, 4)).id).toBe(changes.id);
    await isLive(changes.id);
    await heal();
    await expect.poll(() => stateOf(leaves.id)).toBe('gone');
    expect(await stateOf(changes.id)).toBe('live');
    expect(await redis.redis.zscore(`polyscope:event:${event.id}:present`, changes.id)).not.toBeNull();
  });
});
