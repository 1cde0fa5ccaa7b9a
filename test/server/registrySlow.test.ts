import { afterAll, describe, expect, it } from 'vitest';
import type { Perspective } from '../../shared/domain.ts';
import { startRedis } from '../support/redis.ts';
import { startTcpRelay } from '../support/relay.ts';
import { createRig, type Live } from '../support/rig.ts';
import { cameraId } from '../support/rtp.ts';

const redis = await startRedis();
const relay = await startTcpRelay(redis.port);
afterAll(async () => {
  relay.close();
  await redis.close();
});
const rig = await createRig({ env: { REDIS_URL: `redis://127.0.0.1:${relay.port}`, RATE_SCALE: '1000' } });
const { event, token } = await rig.openEvent();
relay.delay(500);

const wish = (camera: number) => ({
  cameraId: cameraId(camera),
  label: `Phone ${camera}`,
  place: { precision: 'off' },
});
const secondsOf = async <T>(work: Promise<T>): Promise<[T, number]> => {
  const askedAt = performance.now();
  return [await work, (performance.now() - askedAt) / 1_000];
};

describe('a registry that takes a second for each round trip', () => {
  it('lets a phone go live, a viewer watch and speak, and a moderator decide, before their pages give up', async () => {
    const [spectator, connecting] = await secondsOf(rig.socket('spectator', event.id));
    const [live, goingLive] = await secondsOf(spectator.must<Live>('goLive', wish(1)));
    const viewer = await rig.socket('viewer', event.id);
    const [watched, watching] = await secondsOf(viewer.must<{ perspectives: Perspective[] }>('watch', {}));
    expect(watched.perspectives.map(({ id }) => id)).toEqual([live.perspective.id]);
    const [, talking] = await secondsOf(viewer.must('say', { text: 'Hello' }));
    const moderator = await rig.socket('moderator', event.id, token);
    const decision = { perspective: live.perspective.id, action: 'hide' };
    const [, deciding] = await secondsOf(moderator.must('curate', decision));
    const took = { connecting, goingLive, watching, talking, deciding };
    // Seconds: one for each round trip that needs the one before. A page gives up after 8 s.
    const maxSeconds = { connecting: 2.5, goingLive: 5, watching: 3, talking: 3.5, deciding: 5 };
    for (const [what, seconds] of Object.entries(took)) {
      expect
        .soft(seconds, `${what} of ${JSON.stringify(took)}`)
        .toBeLessThan(maxSeconds[what as keyof typeof maxSeconds]);
    }
    expect((await rig.http('/readyz')).status).toBe(200);
    expect(rig.server.output()).not.toContain('the registry is down');
  });

  it('keeps no page waiting: it comes without what is known of its event', async () => {
    const reply = await fetch(`${rig.server.url}/e/${event.id}`);
    expect(reply.status).toBe(200);
    const html = await reply.text();
    expect(html).toContain('<div id="page">');
    // With its title it would have come a second later at best.
    expect(html).not.toContain(event.title);
  });

  it('creates one camera, one transport and one downlink for requests that are repeated meanwhile', async () => {
    const spectator = await rig.socket('spectator', event.id);
    const asking = [1, 2, 3].map(() => spectator.must<Live>('goLive', wish(2)));
    const lives = await Promise.all(asking);
    expect(new Set(lives.map(({ transport }) => transport.id)).size).toBe(1);
    const viewer = await rig.socket('viewer', event.id);
    const answers = await Promise.all([viewer.ask('watch', {}), viewer.ask('watch', {})]);
    expect(answers.map(({ ok }) => ok)).toEqual([false, true]);
    // The downlink of the newest answer is the one that exists.
    await viewer.must('restartDownlink', {});
  });
  it('that loses a camera while it goes live does not end the phone, which goes live again', async () => {
    const spectator = await rig.socket('spectator', event.id);
    const key = `polyscope:event:${event.id}:perspectives`;
    const before = await redis.redis.hlen(key);
    const asking = spectator.must<Live>('goLive', wish(3));
    // Between the claim and the next round trip.
    await expect.poll(() => redis.redis.hlen(key), { interval: 20 }).toBe(before + 1);
    await redis.redis.del(key);
    const { perspective } = await asking;
    const isGone = ({ id, state }: Perspective) => id === perspective.id && state === 'gone';
    const ended = spectator.nextNotice<{ why: string }>('ended').then(({ why }) => why);
    const gone = spectator.nextNotice('perspectiveChanged', isGone).then(() => 'gone');
    expect(await Promise.race([ended, gone])).toBe('gone');
    ended.catch(() => undefined);
    expect((await spectator.must<Live>('goLive', wish(3))).perspective.id).not.toBe(perspective.id);
  });
});
