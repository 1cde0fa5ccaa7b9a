import { describe, expect, it } from 'vitest';
import type { TilesChange } from '../../shared/conversations/viewer.ts';
import type { Perspective } from '../../shared/domain.ts';
import type { RtpCapabilities } from '../../shared/rtp.ts';
import { createRig } from '../support/rig.ts';
import type { RawSocket } from '../support/socket.ts';

const rig = await createRig();
const { event, token } = await rig.openEvent({ doors: 'held' });
type Watched = { perspectives: Perspective[]; rtpCapabilities: RtpCapabilities };

const want = (who: RawSocket, { rtpCapabilities }: Watched, perspective: string) =>
  who.must<TilesChange>('wantTiles', {
    rtpCapabilities,
    tiles: [{ perspective, widthPx: 640, visible: true }],
    heard: perspective,
  });

describe('media of a held perspective is for moderators only', () => {
  it('until it is let in, and again once it is sent back', async () => {
    const { live } = await rig.phone(event.id, 1);
    const { id } = live.perspective;
    const viewer = await rig.socket('viewer', event.id);
    const moderator = await rig.socket('moderator', event.id, token);
    const watched = await viewer.must<Watched>('watch', {});
    expect(watched.perspectives).toEqual([]);
    const curated = await moderator.must<Watched>('watch', {});
    expect(curated.perspectives.map((each) => each.id)).toEqual([id]);

    // Media that a viewer asks for anyway is not opened.
    expect(await want(viewer, watched, id)).toEqual({ opened: [], closed: [] });
    expect((await want(moderator, curated, id)).opened.map(({ kind }) => kind).sort()).toEqual(['audio', 'video']);

    await moderator.must('curate', { perspective: id, action: 'letIn' });
    expect((await viewer.nextNotice<Perspective>('perspectiveChanged')).id).toBe(id);
    const opened = (await viewer.nextNotice<TilesChange>('tilesChanged')).opened;
    expect(opened.map(({ perspective }) => perspective)).toEqual([id, id]);

    await moderator.must('curate', { perspective: id, action: 'sendBack' });
    expect((await viewer.nextNotice<{ id: string }>('perspectiveGone')).id).toBe(id);
    const closed = (await viewer.nextNotice<TilesChange>('tilesChanged')).closed;
    expect(closed.sort()).toEqual(opened.map((each) => each.id).sort());
  });

  it('is shown at once to newcomers once the doors are open', async () => {
    const moderator = await rig.socket('moderator', event.id, token);
    await moderator.must('setDoors', { doors: 'open' });
    const { live } = await rig.phone(event.id, 2);
    const watched = await (await rig.socket('viewer', event.id)).must<Watched>('watch', {});
    expect(watched.perspectives.map(({ id }) => id)).toContain(live.perspective.id);
  });

  it('that is removed gets a notice, and stays hidden when it comes back', async () => {
    const moderator = await rig.socket('moderator', event.id, token);
    const { live, socket } = await rig.phone(event.id, 3);
    await moderator.must('curate', { perspective: live.perspective.id, action: 'remove' });
    expect(await socket.nextNotice('ended')).toEqual({ why: 'removed' });
    await rig.phone(event.id, 3);
    const watched = await (await rig.socket('viewer', event.id)).must<Watched>('watch', {});
    expect(watched.perspectives.map(({ id }) => id)).not.toContain(live.perspective.id);
  });
});
