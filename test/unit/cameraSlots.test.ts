import { describe, expect, it } from 'vitest';
import { createCameraPlaces } from '../../server/events/cameraSlots.ts';
import type { Camera, LiveCameras, Phone } from '../../server/events/liveCameras.ts';
import type { Found, PerspectiveRecord } from '../../server/events/ports.ts';
import { isRefusal } from '../../shared/refusals.ts';
import { undecided } from '../support/perspective.ts';

const event = 'e';
/** Room for `most`, so many of them for one device; cameras come and leave as they do on the air. */
function scene(most: number, deviceCameras = most) {
  let at = 0;
  const cameras = new Map<string, Camera>();
  const ended: string[] = [];
  let fault: Error | null = null;
  const liveCameras = {
    cameras,
    find: (id: string) => cameras.get(id),
    async takeOff({ record }: Camera) {
      cameras.delete(record.id);
      if (fault) throw fault;
    },
  } as unknown as LiveCameras;
  const places = createCameraPlaces({ liveCameras, maxPerspectives: most, deviceCameras, now: () => at });
  const camera = (id: string, device: string | null, site: string, isLive: boolean): Camera =>
    ({
      record: { id, event, curation: undecided } as PerspectiveRecord,
      origin: { camera: id, device, network: site },
      site,
      phone: { ended: () => void ended.push(id) } as unknown as Phone,
      cameAt: at,
      flowedAt: at,
      everFlowed: isLive,
      silentSince: isLive ? null : at,
      tracks: { video: true, audio: true },
    }) as unknown as Camera;
  return {
    places,
    cameras,
    ended,
    wait: (ms: number) => {
      at += ms;
    },
    /** The registry fails from now on. */
    fail: (error: Error) => {
      fault = error;
    },
    /** On the air, whatever room there is. */
    put(id: string, device: string | null = null, site = 'n', isLive = true) {
      const made = camera(id, device, site, isLive);
      cameras.set(id, made);
      return made;
    },
    take: (device: string | null = null, site = 'n', present: readonly Found<PerspectiveRecord>[] = []) =>
      places.take({ event, site, device }, true, present),
  };
}
const refused = (asked: Promise<unknown>) =>
  asked.then(
    () => false,
    (error) => isRefusal(error, 'tooManyPerspectives'),
  );
const present = (ids: string[]): Found<PerspectiveRecord>[] =>
  ids.map((id) => ({ found: { id, event, state: 'live', curation: undecided } as PerspectiveRecord }));

describe('places of cameras', () => {
  it('are those of before a restart until their phones are back, each counted once', async () => {
    const { put, take, places } = scene(3);
    expect(await refused(take(null, 'n', present(['a', 'b', 'c'])))).toBe(true);
    const back = ['a', 'b', 'c'].map((id) => put(id, null, 'n', false));
    for (const camera of back) expect(await places.begin(camera)).toBe(true);
    // Who does not come back is gone, and is counted no more.
    const other = scene(3);
    expect(await refused(other.take(null, 'n', present(['a', 'b', 'c'])))).toBe(true);
    other.wait(12_001);
    expect(await other.places.begin(other.put('d', null, 'n', false))).toBe(true);
  });

  it('of one device count those that are on their way, however many ask at once', async () => {
    const { take } = scene(60, 4);
    const asked = await Promise.all(Array.from({ length: 10 }, () => refused(take('d'))));
    expect(asked.filter((isRefused) => !isRefused)).toHaveLength(4);
  });

  it('of one device are given up first by what it left behind, the longest silent, and by nobody else', async () => {
    const { put, take, cameras, ended } = scene(60, 2);
    const [first, second] = [put('first', 'd'), put('second', 'd')];
    put('other', 'x').phone = null;
    expect(await refused(take('d'))).toBe(true);
    first.phone = null;
    second.phone = null;
    second.silentSince = -1;
    await take('d');
    expect([...cameras.keys()]).toEqual(['first', 'other']);
    expect(ended).toEqual([]);
  });

  it('are given up to a camera by what its own browser left behind before anybody else has to', async () => {
    const { put, places, cameras } = scene(3);
    put('mine', 'd', 'm').phone = null;
    put('one', 'x', 'n');
    put('two', 'y', 'n');
    expect(await places.begin(put('again', 'd', 'm', false))).toBe(true);
    expect([...cameras.keys()]).toEqual(['one', 'two', 'again']);
  });

  it('are not lost where making room fails', async () => {
    const { put, take, wait, fail } = scene(1);
    put('idle', null, 'n', false);
    wait(5_000);
    fail(new Error('not written'));
    await expect(take()).rejects.toThrow('not written');
    await take();
  });
});
