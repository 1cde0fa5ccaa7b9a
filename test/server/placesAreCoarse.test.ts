import { describe, expect, it } from 'vitest';
import type { Perspective } from '../../shared/domain.ts';
import { coarsen } from '../../shared/geo.ts';
import { createRig } from '../support/rig.ts';

const rig = await createRig();
const paris = { latitude: 48.8584, longitude: 2.2945 };
const { event, token } = await rig.openEvent({ venue: { ...paris, radiusM: 300 } });
const exact = { precision: 'exact', latitude: 48.858912, longitude: 2.294777, heading: 200 };
const { live, socket } = await rig.phone(event.id, 1, { place: exact });
const far = { precision: 'area', latitude: 48.90001, longitude: 2.30002 };
const farAway = await rig.phone(event.id, 2, { place: far });
type Watched = { perspectives: Perspective[] };
const placeSeenBy = async (role: 'viewer' | 'moderator') => {
  const who = await rig.socket(role, event.id, role === 'moderator' ? token : undefined);
  const { perspectives } = await who.must<Watched>('watch', {});
  return perspectives.find(({ id }) => id === live.perspective.id)?.place;
};
const near = async (query: string) =>
  (await rig.http(`/api/events/${event.id}/perspectives?${query}`)).body.perspectives as (Perspective & {
    distanceM: number;
  })[];

describe('where a perspective is seen from', () => {
  it('is a cell for viewers, and exact for moderators', async () => {
    expect(await placeSeenBy('viewer')).toEqual({ precision: 'area', ...coarsen(exact), heading: 200 });
    expect(await placeSeenBy('moderator')).toEqual(exact);
  });

  it('finds perspectives near a point, nearest first, by their cells', async () => {
    const here = await near('near=48.8584,2.2945&radius=1000');
    expect(here.map(({ id }) => id)).toEqual([live.perspective.id]);
    const wide = await near('near=48.8584,2.2945&radius=20000');
    expect(wide.map(({ id }) => id)).toEqual([live.perspective.id, farAway.live.perspective.id]);
    expect(JSON.stringify(wide)).not.toContain('48.858912');
    // Distances are to the centre of the cell, so that many queries reveal no more than one.
    const atCell = await near(`near=${coarsen(exact).latitude},${coarsen(exact).longitude}&radius=100`);
    expect(atCell[0]?.distanceM).toBeLessThan(1);
  });

  it('also finds the event near a point', async () => {
    const found = await rig.http('/api/events?near=48.86,2.29&radius=2000');
    expect(found.body.events).toMatchObject([{ id: event.id }]);
    expect((await rig.http('/api/events?near=40,2.29&radius=2000')).body.events).toEqual([]);
  });

  it('is gone everywhere as soon as the spectator takes it back', async () => {
    await socket.must('setPlace', { place: { precision: 'off' } });
    expect(await placeSeenBy('viewer')).toBeNull();
    expect(await placeSeenBy('moderator')).toBeNull();
    expect(await near('near=48.8584,2.2945&radius=1000')).toEqual([]);
  });
});
