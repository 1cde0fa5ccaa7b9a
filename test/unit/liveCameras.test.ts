import { describe, expect, it } from 'vitest';
import type { LiveCamera, Phone } from '../../server/events/liveCamera.ts';
import { createLiveCameras } from '../../server/events/liveCameras.ts';
import type { Audience } from '../../server/events/ports/audience.ts';
import type { Uplink } from '../../server/events/ports/media.ts';
import type { PerspectiveRecord } from '../../server/events/ports/perspectiveStore.ts';
import { undecided } from '../support/perspective.ts';

const flowing = { video: true, audio: true };
const arriving: PerspectiveRecord = {
  id: 'p',
  event: 'e',
  label: '',
  state: 'connecting',
  curation: undecided,
  place: { precision: 'off' },
  isSuspect: false,
  media: { video: false, audio: false },
  clock: null,
  since: 0,
};

/** Live cameras, and in order what viewers were told, what was written, and what was reported as a defect. */
function scene() {
  const told: string[] = [];
  const saved: string[] = [];
  const faults: unknown[] = [];
  const audience = {
    tell: (role: string, _: string, name: string) => void (role === 'viewer' && told.push(name)),
    tellModerators: () => undefined,
  } as unknown as Audience;
  const liveCameras = createLiveCameras({
    store: { save: async ({ state }) => void saved.push(state) },
    stages: { watching: () => 0, setReceivers: () => undefined },
    audience,
    now: () => 0,
    onDefect: (error) => void faults.push(error),
  });
  const phone = { changed: () => undefined, ended: () => undefined } as unknown as Phone;
  const add = (former?: LiveCamera) =>
    liveCameras.add({
      digest: 'd',
      origin: { camera: 'd', device: null, network: 'n' },
      site: 'n',
      record: arriving,
      uplink: { close: () => undefined } as unknown as Uplink,
      doors: 'open',
      phone,
      former,
    });
  return { liveCameras, add, told, saved, faults };
}

describe('a live camera', () => {
  it('that is gone changes no more: news that comes too late is a defect, and told to nobody', async () => {
    const { liveCameras, add, told, saved, faults } = scene();
    const camera = add();
    await liveCameras.setFlow(camera, null, flowing);
    await liveCameras.takeOff(camera);
    expect(told).toEqual(['perspectiveChanged', 'perspectiveChanged', 'perspectiveGone']);
    expect(saved).toEqual(['connecting', 'live', 'gone']);
    expect(faults).toEqual([]);
    await liveCameras.setFlow(camera, null, flowing);
    expect(faults).toHaveLength(1);
    expect(camera.record.state).toBe('gone');
    expect([told.length, saved.length]).toEqual([3, 3]);
  });

  it('that came back is not taken off by code that still has its former record', async () => {
    const { liveCameras, add, told, faults } = scene();
    const before = add();
    await liveCameras.setFlow(before, null, flowing);
    const again = add(before);
    await liveCameras.setFlow(again, null, flowing);
    await liveCameras.takeOff(before);
    expect(liveCameras.find('p')).toBe(again);
    expect(again.record.state).toBe('live');
    expect(told).not.toContain('perspectiveGone');
    expect(faults).toEqual([]);
  });

  it('is readonly to everybody else', () => {
    // It compiles, as `npm test` checks, only while none of these does.
    const changes = (camera: LiveCamera) => {
      // @ts-expect-error
      camera.phone = null;
      // @ts-expect-error
      camera.silentSince = 0;
      // @ts-expect-error
      camera.tracks.video = false;
      // @ts-expect-error
      camera.record = arriving;
      // @ts-expect-error
      camera.record.state = 'live';
      // @ts-expect-error
      camera.record.curation.letIn = true;
      // @ts-expect-error
      camera.record.media.video = true;
      // @ts-expect-error
      camera.record.place.precision = 'exact';
      // @ts-expect-error
      camera.origin.device = null;
    };
    expect(changes).toBeTypeOf('function');
  });
});
