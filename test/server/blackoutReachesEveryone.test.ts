import { afterAll, describe, expect, it } from 'vitest';
import type { TilesChange } from '../../shared/conversations/viewer.ts';
import type { LogEntry } from '../../shared/curationLog.ts';
import type { Perspective } from '../../shared/domain.ts';
import type { FakeViewer } from '../support/fakeViewer.ts';
import { filmingOn } from '../support/filming.ts';
import { startRedis } from '../support/redis.ts';
import { createRig } from '../support/rig.ts';

const redis = await startRedis();
afterAll(() => redis.close());
const rig = await createRig({ isPlain: true, env: { REDIS_URL: redis.url } });
const { film, view } = filmingOn(rig);
const { event, token } = await rig.openEvent();
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const flows = async (viewer: FakeViewer, id: string) => {
  const before = viewer.shown(id).packets;
  await expect.poll(() => viewer.shown(id).packets).toBeGreaterThan(before + 10);
};
/** Once packets in flight have arrived, no more may come. */
const isSilent = async (viewers: FakeViewer[], id: string) => {
  await pause(500);
  const before = viewers.map((viewer) => viewer.shown(id).packets);
  await pause(1_000);
  expect(viewers.map((viewer) => viewer.shown(id).packets)).toEqual(before);
};
const perspectivesOf = async (moderator: FakeViewer) =>
  (await moderator.socket.must<{ perspectives: Perspective[] }>('watch', {})).perspectives;

describe('a blackout', () => {
  it('ends all media at once, for moderators too, until it is lifted; the phone gets a notice and stays', async () => {
    const { id, socket } = await film(event.id, 1);
    const [viewer, moderator] = [await view(event.id), await view(event.id, token)];
    for (const each of [viewer, moderator]) {
      await each.want([{ perspective: id }]);
      await flows(each, id);
    }
    const asked = { perspective: id, action: 'blackout', why: 'a child in the picture' };
    await moderator.socket.must('curate', asked);
    await viewer.socket.nextNotice<{ id: string }>('perspectiveGone', (gone) => gone.id === id);
    expect(await socket.nextNotice('decided')).toMatchObject({ act: 'blackout', by: 'moderator', why: asked.why });
    await isSilent([viewer, moderator], id);

    // Nobody can open it again, moderators included.
    for (const each of [viewer, moderator])
      expect(await each.want([{ perspective: id }])).toEqual({ opened: [], closed: [] });
    // Longer than the stall timeout: the phone still sends, so it stays live, but nothing is forwarded.
    await pause(3_000);
    const watcher = await view(event.id, token);
    expect(watcher.watched.perspectives).toMatchObject([{ id, state: 'live', curation: { blackout: true } }]);

    await moderator.socket.must('curate', { perspective: id, action: 'lift' });
    const isBack = ({ opened }: TilesChange) => opened.length > 0;
    await viewer.take(await viewer.socket.nextNotice<TilesChange>('tilesChanged', isBack));
    await flows(viewer, id);
  });

  it('holds for a phone that comes back, and for tracks that it adds', async () => {
    const { id } = await film(event.id, 2);
    const moderator = await view(event.id, token);
    await moderator.socket.must('curate', { perspective: id, action: 'blackout' });
    const again = await film(event.id, 2);
    expect(again.id).toBe(id);
    await pause(500);
    expect(await moderator.want([{ perspective: id }])).toEqual({ opened: [], closed: [] });
    expect((await perspectivesOf(moderator)).find((each) => each.id === id)?.curation.blackout).toBe(true);
  });

  it('takes effect at once although the registry is down, and is written when it is back', async () => {
    const { id } = await film(event.id, 3);
    const [viewer, moderator] = [await view(event.id), await view(event.id, token)];
    await viewer.want([{ perspective: id }]);
    await flows(viewer, id);
    await redis.stop();
    const blackout = await moderator.socket.ask('curate', { perspective: id, action: 'blackout', why: 'a child' });
    expect(blackout).toMatchObject({ ok: false, refusal: { code: 'writtenLater' } });
    await viewer.socket.nextNotice<{ id: string }>('perspectiveGone', (gone) => gone.id === id);
    await isSilent([viewer], id);
    await redis.start();
    const isOfIt = ({ act, target }: LogEntry) => act === 'blackout' && target.id === id;
    expect(await moderator.socket.nextNotice<LogEntry>('logged', isOfIt)).toMatchObject({ why: 'a child' });
    const shown = (await perspectivesOf(moderator)).find((each) => each.id === id);
    expect(shown?.curation).toMatchObject({ blackout: true });
    await isSilent([viewer], id);
  });

  it('is not lifted for a moment while several decisions of an outage are written one by one', async () => {
    const { id } = await film(event.id, 4);
    const moderator = await view(event.id, token);
    await expect.poll(async () => (await perspectivesOf(moderator)).find((each) => each.id === id)?.state).toBe('live');
    await redis.redis.config('SET', 'min-replicas-to-write', '9');
    for (const action of ['hide', 'blackout']) {
      const answer = await moderator.socket.ask('curate', { perspective: id, action });
      expect(answer).toMatchObject({ refusal: { code: 'writtenLater' } });
    }
    const shown: boolean[] = [];
    moderator.socket.socket.on('perspectiveChanged', (perspective: Perspective) => {
      if (perspective.id === id) shown.push(perspective.curation.blackout);
    });
    await redis.redis.config('SET', 'min-replicas-to-write', '0');
    await moderator.socket.nextNotice<LogEntry>('logged', ({ act, target }) => act === 'blackout' && target.id === id);
    expect(shown).toContain(true);
    expect(shown).not.toContain(false);
  });
});
