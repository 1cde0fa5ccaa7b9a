import { describe, expect, it } from 'vitest';
import { nextCamera } from '../../client/camera/nextCamera.ts';
import { hasMoved } from '../../client/camera/hasMoved.ts';
import { parseCameraOptions } from '../../client/golive/cameraOptions.ts';
import { statusOf } from '../../client/golive/status.ts';
import type { Place } from '../../shared/domain.ts';
import { positionAt } from '../../shared/geo.ts';

const cameras = ['a', 'b', 'c'].map((deviceId) => ({ deviceId }));

describe('the next camera', () => {
  it.each([
    [
      'the other side of a phone, however many it has at its back',
      { facingMode: 'environment', deviceId: 'b' },
      { facing: 'user' },
    ],
    ['the back again', { facingMode: 'user', deviceId: 'a' }, { facing: 'environment' }],
    ['the next in the list where none says where it looks', { deviceId: 'a' }, { deviceId: 'b' }],
    ['the first after the last', { deviceId: 'c' }, { deviceId: 'a' }],
  ])('is %s', (_, now, next) => {
    expect(nextCamera(now, cameras)).toEqual(next);
  });

  it('is none where there is only one', () => {
    expect(nextCamera({ facingMode: 'user', deviceId: 'a' }, cameras.slice(0, 1))).toBeNull();
  });
});

describe('a place is news', () => {
  const lyon = { latitude: 45.764, longitude: 4.8357 };
  const exact = (eastM: number, heading?: number): Place => ({
    precision: 'exact',
    ...positionAt(lyon, { eastM, northM: 0 }),
    ...(heading === undefined ? {} : { heading }),
  });
  it.each([
    ['when it is given or taken back', { precision: 'off' }, exact(0), true],
    ['not while it stays off', { precision: 'off' }, { precision: 'off' }, false],
    ['not for a satellite’s whim', exact(0), exact(5), false],
    ['for a walk', exact(0), exact(12), true],
    ['not for a trembling hand', exact(0, 355), exact(0, 5), false],
    ['for a turn', exact(0, 350), exact(0, 10), true],
    ['when a direction becomes known', exact(0), exact(0, 10), true],
    ['when it becomes coarse', exact(0), { precision: 'area', ...lyon }, true],
  ] as [string, Place, Place, boolean][])('%s', (_, before, now, news) => {
    expect(hasMoved(before, now)).toBe(news);
  });
});

describe('what an address may wish of the camera', () => {
  it('is taken as it is meant', () => {
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

  it('is nothing where it makes no sense', () => {
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

describe('what the page says of itself', () => {
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
    ['that there is no camera', { ...known, camera: { is: 'failed', fault: 'NotFoundError' } }, 'noCamera'],
    ['connecting from the tap on', { ...known, isWanted: true }, 'connecting'],
    ['live', { ...known, live }, 'live'],
    [
      'that the picture has stopped, though the server still hears the microphone',
      { ...known, live, camera: { ...camera, loss: 'silent' } },
      'still',
    ],
    [
      'that another one took over',
      { ...known, live: { is: 'ended', why: 'takenOver' }, camera: { is: 'closed' } },
      'takenOver',
    ],
    [
      'connecting, once it takes back',
      { ...known, live: { is: 'ended', why: 'takenOver' }, isWanted: true },
      'connecting',
    ],
    ['that the event is over, before anything was tried', { ...known, barred: 'closed' }, 'closed'],
    ['that it may not come back, though the camera is not allowed either', { ...known, barred: 'banned' }, 'banned'],
    ['live, whatever was known before', { ...known, live, barred: 'banned' }, 'live'],
  ] as [string, Parameters<typeof statusOf>[0], string][])('%s', (_, all, status) => {
    expect(statusOf(all).is).toBe(status);
  });
});
