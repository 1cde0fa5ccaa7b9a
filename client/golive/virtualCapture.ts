import type { Venue } from '../../shared/domain.ts';
import type { Capture, Captured } from '../camera/capture.ts';
import type { CameraOptions } from './cameraOptions.ts';

/** `now` is the server's time, ms. */
type SceneContext = { now(): number; venue(): Promise<Venue | null> };

/** Seats around the scene unless the address gives a number. */
const defaultSeats = 12;

/** A hash, so that a camera keeps its seat and most cameras have different ones. */
function seatOf(cameraId: string, of: number): number {
  return [...cameraId].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9_973, 7) % of;
}

/** The virtual concert in place of a camera; its code is loaded only when used. */
export function virtualCapture(options: CameraOptions, cameraId: string, { now, venue }: SceneContext): Capture {
  let close = () => {};
  let sound: MediaStreamTrack | null = null;

  const open = async (): Promise<Captured> => {
    const [{ openVirtualCamera }, around] = await Promise.all([import('../camera/virtualCamera.ts'), venue()]);
    close();
    const of = options.of ?? Math.max(defaultSeats, (options.seat ?? 0) + 1);
    const camera = openVirtualCamera({
      seat: options.seat ?? seatOf(cameraId, of),
      of,
      now: options.timecode === 'host' ? Date.now : now,
      hasTimecode: options.timecode !== undefined,
      width: options.width,
      height: options.height,
      fps: options.fps,
      delayMs: options.delay,
      scene: options.scene,
      isSilent: options.scene !== 'concert',
      ...(around && { venue: around }),
    });
    close = () => camera.close();
    sound = camera.audio.get();
    const video = camera.video.get();
    if (!video) throw new Error('the virtual camera shows nothing');
    return { video, audio: sound?.clone() ?? null, label: camera.label, place: camera.place };
  };

  return {
    open,
    picture: async () => (await open()).video,
    async sound() {
      if (!sound) throw new Error('the virtual camera is silent');
      return sound.clone();
    },
    devices: async () => [],
    next: async () => null,
    has: async () => true,
    isRefused: async () => false,
    followDevices: () => () => undefined,
    close: () => close(),
  };
}
