import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createValue } from '../../client/value.ts';
import { followDevice } from '../../client/viewing/session/followDevice.ts';

const tiles = 9;

/** A device that decodes a third of what it is sent. */
function busyDevice() {
  const frames = { shown: 0, late: 0, lateMs: 0, dropped: 0 };
  return followDevice({
    grid: {
      mode: createValue('live' as const),
      figure: createValue({} as never),
      shownFrames: () => ({ ...frames }),
    },
    flowing: () => ({ shown: tiles, hasFrameLayers: false, hasSizeLayers: false }),
    readDecoded: async () => {
      frames.shown += 60;
      return { received: 180, decoded: 60, packets: 900, lost: 0 };
    },
  });
}
const pass = () => vi.advanceTimersByTimeAsync(10_000);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('location', { search: `?tiles=${tiles}` });
  vi.stubGlobal('screen', { width: 1440 });
  vi.stubGlobal('document', { visibilityState: 'visible' });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('a viewer can insist on all, and let the device choose again', async () => {
  const device = busyDevice();
  const all = device.limits.get().tiles;
  await pass();
  expect(device.limits.get().tiles).toBeLessThan(all);

  device.setShowsAll(true);
  await pass();
  expect(device.limits.get().tiles).toBe(all);
  const reloaded = busyDevice();
  expect(reloaded.showsAll.get()).toBe(true);
  await pass();
  expect(reloaded.limits.get().tiles).toBe(all);

  device.setShowsAll(false);
  expect(device.limits.get().tiles).toBe(all);
  await pass();
  expect(device.limits.get().tiles).toBeLessThan(all);
  const later = busyDevice();
  expect(later.showsAll.get()).toBe(false);
  for (const each of [device, reloaded, later]) each.close();
});
