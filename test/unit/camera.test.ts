import { describe, expect, it } from 'vitest';
import { hasMoved } from '../../client/camera/hasMoved.ts';
import { nextCamera } from '../../client/camera/nextCamera.ts';
import { parseCameraOptions } from '../../client/golive/cameraOptions.ts';
import { filmingStatusOf } from '../../client/golive/status.ts';
import type { Place } from '../../shared/domain.ts';
import { positionAt } from '../../shared/geo.ts';

const cameras = ['a', 'b', 'c'].map((deviceId) => ({ deviceId }));

describe('the camera to flip to', () => {
  it.each([
    [
      'the front of a phone, however many cameras it has at its back',
      { facingMode: 'environment', deviceId: 'b' },
      { facing: 'user' },
    ],
    ['the back again', { facingMode: 'user', deviceId: 'a' }, { facing: 'environment' }],
    ['the next in the list if cameras have no facing mode', { deviceId: 'a' }, { deviceId: 'b' }],
    ['the first after the last', { deviceId: 'c' }, { deviceId: 'a' }],
  ])('is %s', (_, now, next) => {
    expect(nextCamera(now, cameras)).toEqual(next);
  });

  it('is null if there is only one', () => {
    expect(nextCamera({ facingMode: 'user', deviceId: 'a' }, cameras.slice(0, 1))).toBeNull();
  });
});

describe('whether a place has moved', () => {
  const lyon = { latitude: 45.764, longitude: 4.8357 };
  const exact = (eastM: number, heading?: number): Place => ({
    precision: 'exact',
    ...positionAt(lyon, { eastM, northM: 0 }),
    ...(heading === undefined ? {} : { heading }),
  });
  it.each([
    ['yes when it is shared or withdrawn', { precision: 'off' }, exact(0), true],
    ['no while it stays off', { precision: 'off' }, { precision: 'off' }, false],
    ['no for GPS noise', exact(0), exact(5), false],
    ['yes for a walk', exact(0), exact(12), true],
    ['no for an unsteady hand', exact(0, 355), exact(0, 5), false],
    ['yes for a turn', exact(0, 350), exact(0, 10), true],
    ['yes when the heading becomes known', exact(0), exact(0, 10), true],
    ['yes when it becomes coarse', exact(0), { precision: 'area', ...lyon }, true],
  ] as [string, Place, Place, boolean][])('%s', (_, before, now, isMoved) => {
    expect(hasMoved(before, now)).toBe(isMoved);
  });
});

describe('camera options in the address', () => {
  it('are parsed', () => {
    expect(
      parseCameraOptions('?camera=virtual&timecode=1&seat=3&delay=250&width=320&height=180&fps=15&layers=1&auto=1'),
    ).toMatchObject({
      camera: 'virtual',
      timecode: '1',
      seat: 3,
      delay: 250,
      width: 320,
      height: 180,
      fps: 15,
      layers: 1,
      auto: true,
    });
  });

  it('are ignored if invalid', () => {
    expect(parseCameraOptions('?camera=mirror&seat=-1&fps=no&layers=9&auto=yes&timecode=2')).toMatchObject({
      camera: 'device',
      auto: false,
      seat: undefined,
      fps: undefined,
      layers: undefined,
      timecode: undefined,
    });
  });
});

describe('the status that the page shows', () => {
  const camera = {
    is: 'open',
    facing: null,
    canFlip: false,
    tools: { torch: null, zoom: null },
    loss: null,
    isTurning: false,
  } as const;
  const known = { live: { is: 'off' }, camera, connection: 'connected', isWanted: false } as const;
  const live = { is: 'live', watching: 2, isPoor: false, doors: 'open' } as const;

  it.each([
    ['ready', known, 'ready'],
    ['offline', { ...known, connection: 'interrupted' }, 'offline'],
    ['asking', { ...known, camera: { is: 'opening' } }, 'asking'],
    [
      'what the camera is for, before the browser asks',
      { ...known, camera: { is: 'closed' }, isUnasked: true },
      'unasked',
    ],
    ['asking from the tap on', { ...known, camera: { is: 'opening' }, isUnasked: true }, 'asking'],
    ['the end', { ...known, camera: { is: 'closed' }, hasEnded: true }, 'ended'],
    ['connecting when it goes live again', { ...known, hasEnded: true, isWanted: true }, 'connecting'],
    ['that the event is over, after the end', { ...known, hasEnded: true, barred: 'closed' }, 'closed'],
    ['no camera', { ...known, camera: { is: 'failed', fault: 'NotFoundError' } }, 'noCamera'],
    ['connecting from the tap on', { ...known, isWanted: true }, 'connecting'],
    ['live', { ...known, live }, 'live'],
    [
      'no frames, while the server still gets sound',
      { ...known, live, camera: { ...camera, loss: 'silent' } },
      'still',
    ],
    [
      'another tab took over',
      { ...known, live: { is: 'ended', why: 'takenOver' }, camera: { is: 'closed' } },
      'takenOver',
    ],
    [
      'connecting after taking over again',
      { ...known, live: { is: 'ended', why: 'takenOver' }, isWanted: true },
      'connecting',
    ],
    ['the event is over, before going live was tried', { ...known, barred: 'closed' }, 'closed'],
    ['banned, also without permission for the camera', { ...known, barred: 'banned' }, 'banned'],
    ['live, regardless of what was known before', { ...known, live, barred: 'banned' }, 'live'],
  ] as [string, Parameters<typeof filmingStatusOf>[0], string][])('%s', (_, all, status) => {
    expect(filmingStatusOf(all).is).toBe(status);
  });
});
