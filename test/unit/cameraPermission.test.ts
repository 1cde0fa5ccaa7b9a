import { afterEach, describe, expect, it, vi } from 'vitest';
import { cameraPermission } from '../../client/golive/cameraPermission.ts';

afterEach(() => vi.unstubAllGlobals());

const browser = (query: ((wish: { name: string }) => Promise<{ state: string }>) | undefined) =>
  vi.stubGlobal('navigator', { permissions: query && { query } });

describe('whether the browser would ask for the camera', () => {
  it.each([
    ['granted', 'granted', 'granted'],
    // It is opened without the microphone.
    ['granted', 'denied', 'granted'],
    ['granted', 'prompt', 'prompt'],
    ['prompt', 'granted', 'prompt'],
    ['denied', 'prompt', 'denied'],
  ])('camera %s, microphone %s: %s', async (camera, microphone, expected) => {
    browser(async ({ name }) => ({ state: name === 'camera' ? camera : microphone }));
    expect(await cameraPermission()).toBe(expected);
  });

  it('is unknown without the API, or where it does not know cameras, whether it rejects or throws', async () => {
    browser(undefined);
    expect(await cameraPermission()).toBe('unknown');
    browser(() => Promise.reject(new TypeError('camera is not a valid name')));
    expect(await cameraPermission()).toBe('unknown');
    browser(() => {
      throw new TypeError('camera is not a valid name');
    });
    expect(await cameraPermission()).toBe('unknown');
  });
});
