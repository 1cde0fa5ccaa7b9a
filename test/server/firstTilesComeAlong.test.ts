import { describe, expect, it } from 'vitest';
import type { TilesChange } from '../../shared/conversations/viewer.ts';
import type { Perspective } from '../../shared/domain.ts';
import type { RtpCapabilities } from '../../shared/rtp.ts';
import { createRig } from '../support/rig.ts';

const rig = await createRig();
type Watched = { perspectives: Perspective[]; rtpCapabilities: RtpCapabilities; first: TilesChange };
const nothing = { opened: [], closed: [] };
const { body } = await rig.http('/api/media');
const rtpCapabilities = body.rtpCapabilities as RtpCapabilities;

describe('a viewer who joins', () => {
  it('gets the server’s RTP capabilities before it connects, the same as afterwards', async () => {
    const { event } = await rig.openEvent();
    const watched = await (await rig.socket('viewer', event.id)).must<Watched>('watch', {});
    expect(watched.rtpCapabilities).toEqual(rtpCapabilities);
    expect(watched.first).toEqual(nothing);
  });

  it('gets the first tiles with the answer, and no others', async () => {
    const { event } = await rig.openEvent();
    for (const camera of [1, 2, 3]) await rig.phone(event.id, camera);
    const viewer = await rig.socket('viewer', event.id);
    const { perspectives, first } = await viewer.must<Watched>('watch', {
      first: { rtpCapabilities, most: 2, widthPx: 320 },
    });
    expect(perspectives).toHaveLength(3);
    const opened = first.opened.map(({ kind, perspective }) => [kind, perspective]);
    expect(opened.sort()).toEqual(
      perspectives
        .slice(0, 2)
        .map(({ id }) => ['video', id])
        .sort(),
    );
    await viewer.must('ready', { consumers: first.opened.map(({ id }) => id) });
    // The first tiles are a wish like any other: the same wish again changes nothing.
    const tiles = perspectives.slice(0, 2).map(({ id }) => ({ perspective: id, widthPx: 320, visible: true }));
    expect(await viewer.must('wantTiles', { rtpCapabilities, tiles, heard: null })).toEqual(nothing);
  });

  it('gets no tiles that it may not see', async () => {
    const { event } = await rig.openEvent({ doors: 'held' });
    await rig.phone(event.id, 1);
    const viewer = await rig.socket('viewer', event.id);
    const { first } = await viewer.must<Watched>('watch', { first: { rtpCapabilities, most: 9, widthPx: 320 } });
    expect(first).toEqual(nothing);
  });

  it('is refused if it asks for a thousand at once, and may ask again', async () => {
    const { event } = await rig.openEvent();
    const viewer = await rig.socket('viewer', event.id);
    const answer = await viewer.ask('watch', { first: { rtpCapabilities, most: 1_000, widthPx: 320 } });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'badMessage' } });
    expect((await viewer.must<Watched>('watch', {})).perspectives).toEqual([]);
  });
});
