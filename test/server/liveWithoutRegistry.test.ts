import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Perspective } from '../../shared/domain.ts';
import { filmingOn } from '../support/filming.ts';
import { startRedis } from '../support/redis.ts';
import { createRig, type Live } from '../support/rig.ts';
import { cameraId } from '../support/rtp.ts';

const redis = await startRedis(['--save', '']);
afterAll(() => redis.close());
const rig = await createRig({ isPlain: true, env: { REDIS_URL: redis.url, RATE_SCALE: '1000' } });
const { film, view } = filmingOn(rig);

let isStopped = false;
const stop = async () => {
  await redis.stop();
  isStopped = true;
};
/** It has no files, so it starts empty. */
const startEmpty = async () => {
  await redis.start();
  isStopped = false;
};
const isReady = () => expect.poll(async () => (await rig.http('/readyz')).status).toBe(200);
afterEach(async () => {
  if (isStopped) await startEmpty();
  await isReady();
});

const wish = (camera: number) => ({
  cameraId: cameraId(camera),
  label: `Phone ${camera}`,
  place: { precision: 'off' },
});
const perspectivesOf = async (event: string) =>
  (await rig.http(`/api/events/${event}/perspectives`)).body.perspectives as Perspective[];

describe('while the registry is down', () => {
  it('newcomers get what is live (page, tiles, media); held and hidden perspectives stay so', async () => {
    const { event, token } = await rig.openEvent();
    const shown = await film(event.id, 1);
    const hidden = await film(event.id, 2);
    const moderator = await view(event.id, token);
    await moderator.socket.must('curate', { perspective: hidden.id, action: 'hide' });
    await stop();

    expect((await rig.http(`/api/events/${event.id}`)).body).toMatchObject({ event: { id: event.id }, live: 1 });
    expect((await perspectivesOf(event.id)).map(({ id }) => id)).toEqual([shown.id]);
    const viewer = await view(event.id);
    expect(viewer.watched.perspectives.map(({ id }) => id)).toEqual([shown.id]);
    await viewer.want([{ perspective: shown.id }, { perspective: hidden.id }]);
    await expect.poll(() => viewer.shown(shown.id).packets).toBeGreaterThan(10);
    expect(viewer.shown(hidden.id).packets).toBe(0);
    // Moderators get in by the same link.
    const another = await view(event.id, token);
    expect(another.watched.perspectives.map(({ id }) => id).sort()).toEqual([shown.id, hidden.id].sort());
    // Events that this server has not read are unknown to it.
    expect((await rig.http('/api/events/unknown')).body.refusal?.code).toBe('registryDown');
  });

  it('returning phones continue as the same tile; a new one is refused for now and leaves nothing', async () => {
    const { event } = await rig.openEvent();
    const { id, socket } = await film(event.id, 1);
    const before = await socket.must<Live>('goLive', wish(1));
    await stop();
    const back = await rig.socket('spectator', event.id);
    await back.must('restartUplink', { cameraId: cameraId(1), transport: before.transport.id });
    const again = await rig.socket('spectator', event.id);
    expect((await again.must<Live>('goLive', wish(1))).perspective.id).toBe(id);
    await again.must('setPlace', { place: { precision: 'off' } });
    const stranger = await rig.socket('spectator', event.id);
    expect(await stranger.ask('goLive', wish(9))).toMatchObject({ ok: false, refusal: { code: 'registryDown' } });
    expect((await perspectivesOf(event.id)).map((each) => each.id)).toEqual([id]);
  });

  it('answers come before pages give up, even if it hangs with its connection open', async () => {
    const { event } = await rig.openEvent();
    const { id } = await film(event.id, 1);
    await view(event.id);
    process.kill(redis.pid(), 'SIGSTOP');
    try {
      const askedAt = performance.now();
      const [viewer, again] = await Promise.all([view(event.id), rig.socket('spectator', event.id)]);
      expect(viewer.watched.perspectives.map((each) => each.id)).toEqual([id]);
      expect((await again.must<Live>('goLive', wish(1))).perspective.id).toBe(id);
      expect(performance.now() - askedAt).toBeLessThan(8_000);
    } finally {
      process.kill(redis.pid(), 'SIGCONT');
    }
  });

  it('what ended meanwhile is stored as ended when it is back', async () => {
    const { event } = await rig.openEvent();
    const [stays, goes] = [await film(event.id, 1), await film(event.id, 2)];
    await redis.redis.config('SET', 'min-replicas-to-write', '9');
    await goes.socket.must('endLive', {});
    await redis.redis.config('SET', 'min-replicas-to-write', '0');
    await isReady();
    const key = `polyscope:event:${event.id}:perspectives`;
    const stateOf = async (id: string) => JSON.parse((await redis.redis.hget(key, id)) ?? '{}').state;
    await expect.poll(() => stateOf(goes.id)).toBe('gone');
    await expect.poll(() => stateOf(stays.id)).toBe('live');
  });
});

describe('when it is back', () => {
  const refuseWrites = (are: boolean) => redis.redis.config('SET', 'min-replicas-to-write', are ? '9' : '0');

  it('one failing record stops no other, and is retried until it is written', async () => {
    const [bad, good] = [await rig.openEvent(), await rig.openEvent()];
    const [first, second] = [await film(bad.event.id, 1), await film(good.event.id, 2)];
    const moderators = [await view(bad.event.id, bad.token), await view(good.event.id, good.token)];
    for (const { event } of [bad, good])
      await expect.poll(() => perspectivesOf(event.id)).toMatchObject([{ state: 'live' }]);
    // Claims fail on a key of the wrong type.
    const key = `polyscope:event:${bad.event.id}:origins`;
    await redis.redis.multi().del(key).set(key, 'no hash').exec();
    await refuseWrites(true);
    for (const [index, { id }] of [first, second].entries()) {
      const answer = await moderators[index]?.socket.ask('curate', { perspective: id, action: 'hide' });
      expect(answer).toMatchObject({ refusal: { code: 'writtenLater' } });
    }
    await refuseWrites(false);
    const isHide = ({ act }: { act: string }) => act === 'hide';
    await moderators[1]?.socket.nextNotice('logged', isHide);
    // Another decision about it does not show the hidden perspective before `hide` is written.
    await moderators[0]?.socket.must('rename', { perspective: first.id, name: 'By the door' });
    expect(await perspectivesOf(bad.event.id)).toEqual([]);
    await redis.redis.del(key);
    await moderators[0]?.socket.nextNotice('logged', isHide);
    expect(await perspectivesOf(bad.event.id)).toEqual([]);
  });

  it('reactions from before are counted; a fault of one event loses none of another', async () => {
    const [bad, good] = [await rig.openEvent(), await rig.openEvent()];
    const [first, second] = [await view(bad.event.id), await view(good.event.id)];
    await redis.redis.set(`polyscope:event:${bad.event.id}:reactions`, 'no hash');
    for (let times = 1; times <= 3; times += 1) {
      await Promise.all([first, second].map(({ socket }) => socket.must('react', { reaction: 'heart' })));
      await second.socket.nextNotice('reacted');
    }
    await second.socket.must('react', { reaction: 'heart' });
    await refuseWrites(true);
    await expect.poll(async () => (await rig.http('/readyz')).status).toBe(503);
    await refuseWrites(false);
    const counted = async () => (await redis.redis.hget(`polyscope:event:${good.event.id}:reactions`, 'heart')) ?? '0';
    await expect.poll(counted).toBe('4');
  });
});

describe('a registry that comes back empty', () => {
  it('gets back what is live: event, links, tiles, decisions', async () => {
    const { event, token } = await rig.openEvent({ title: 'Goes on', doors: 'held' });
    const [live, dark] = [await film(event.id, 1), await film(event.id, 2)];
    const moderator = await view(event.id, token);
    for (const { id } of [live, dark]) await moderator.socket.must('curate', { perspective: id, action: 'letIn' });
    await stop();
    // A decision that cannot be written yet.
    const blackout = await moderator.socket.ask('curate', { perspective: dark.id, action: 'blackout' });
    expect(blackout).toMatchObject({ ok: false, refusal: { code: 'writtenLater' } });
    await startEmpty();
    await isReady();

    const stored = async (id: string) =>
      JSON.parse((await redis.redis.hget(`polyscope:event:${event.id}:curation`, id)) ?? '{}');
    await expect.poll(() => stored(dark.id)).toMatchObject({ letIn: true, blackout: true });
    await expect.poll(() => stored(live.id)).toMatchObject({ letIn: true, blackout: false });
    expect((await rig.http(`/api/events/${event.id}`)).body).toMatchObject({ event: { title: 'Goes on' }, live: 1 });
    expect(await redis.redis.zscore('polyscope:events', event.id)).not.toBeNull();
    const again = await view(event.id, token);
    expect(again.watched.perspectives.map(({ id }) => id).sort()).toEqual([live.id, dark.id].sort());
    // The same camera is the same tile, and the blackout still holds.
    const phone = await rig.socket('spectator', event.id);
    const back = await phone.must<Live>('goLive', wish(2));
    expect(back.perspective).toMatchObject({ id: dark.id, curation: { blackout: true } });
  });

  it('even if its connection never broke', async () => {
    const { event } = await rig.openEvent();
    const { id } = await film(event.id, 1);
    await view(event.id);
    await redis.redis.flushall();
    const key = `polyscope:event:${event.id}:perspectives`;
    await expect.poll(() => redis.redis.hexists(key, id)).toBe(1);
    expect((await rig.http(`/api/events/${event.id}`)).body).toMatchObject({ live: 1 });
  });
});
