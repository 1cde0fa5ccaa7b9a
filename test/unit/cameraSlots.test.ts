import { describe, expect, it } from 'vitest';
import { createCameraSlots } from '../../server/events/cameraSlots.ts';
import type { LiveCamera, Phone } from '../../server/events/liveCamera.ts';
import type { LiveCameras } from '../../server/events/liveCameras.ts';
import type { Found } from '../../server/events/ports/eventStore.ts';
import type { PerspectiveRecord } from '../../server/events/ports/perspectiveStore.ts';
import { isRefusal } from '../../shared/refusals.ts';
import { undecided } from '../support/perspective.ts';

const event = 'e';
type TestCamera = { -readonly [Field in keyof LiveCamera]: LiveCamera[Field] };
/** An event with this many slots, and this many for one device. */
function scene(most: number, deviceCameras = most) {
  let at = 0;
  const cameras = new Map<string, TestCamera>();
  const ended: string[] = [];
  let fault: Error | null = null;
  const liveCameras = {
    ofEvent: () => [...cameras.values()],
    find: (id: string) => cameras.get(id),
    beginFlow(camera: TestCamera) {
      camera.everFlowed = true;
    },
    async takeOff({ record }: LiveCamera) {
      cameras.delete(record.id);
      if (fault) throw fault;
    },
  } as unknown as LiveCameras;
  const slots = createCameraSlots({ liveCameras, maxPerspectives: most, deviceCameras, now: () => at });
  const camera = (id: string, device: string | null, site: string, isLive: boolean): TestCamera =>
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
    }) as unknown as TestCamera;
  return {
    slots,
    cameras,
    ended,
    wait: (ms: number) => {
      at += ms;
    },
    /** The registry fails from now on. */
    fail: (error: Error) => {
      fault = error;
    },
    /** Is there, whether or not there is a slot. */
    put(id: string, device: string | null = null, site = 'n', isLive = true) {
      const made = camera(id, device, site, isLive);
      cameras.set(id, made);
      return made;
    },
    take: (device: string | null = null, site = 'n', present: readonly Found<PerspectiveRecord>[] = []) =>
      slots.take({ event, site, device }, true, present),
  };
}
const refused = (asked: Promise<unknown>) =>
  asked.then(
    () => false,
    (error) => isRefusal(error, 'tooManyPerspectives'),
  );
const present = (ids: string[]): Found<PerspectiveRecord>[] =>
  ids.map((id) => ({ found: { id, event, state: 'live', curation: undecided } as PerspectiveRecord }));

describe('camera slots', () => {
  it('include cameras from before a restart until their phones are back, each counted once', async () => {
    const { put, take, slots } = scene(3);
    expect(await refused(take(null, 'n', present(['a', 'b', 'c'])))).toBe(true);
    const back = ['a', 'b', 'c'].map((id) => put(id, null, 'n', false));
    for (const camera of back) expect(await slots.begin(camera)).toBe(true);
    // Those that do not come back are gone, and not counted any more.
    const other = scene(3);
    expect(await refused(other.take(null, 'n', present(['a', 'b', 'c'])))).toBe(true);
    other.wait(12_001);
    expect(await other.slots.begin(other.put('d', null, 'n', false))).toBe(true);
  });

  it('of one device count those that are still coming, however many ask at once', async () => {
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
    const { put, slots, cameras } = scene(3);
    put('mine', 'd', 'm').phone = null;
    put('one', 'x', 'n');
    put('two', 'y', 'n');
    expect(await slots.begin(put('again', 'd', 'm', false))).toBe(true);
    expect([...cameras.keys()]).toEqual(['one', 'two', 'again']);
  });

  it('are not lost where a camera cannot be taken off', async () => {
    const { put, take, wait, fail } = scene(1);
    put('idle', null, 'n', false);
    wait(5_000);
    fail(new Error('not written'));
    await expect(take()).rejects.toThrow('not written');
    await take();
  });
});
