import type { Place } from '../../shared/domain.ts';

export type Facing = 'environment' | 'user';
/** Which camera: by where it looks on phones, by its name where cameras do not say where they look. */
export type Aim = { facing: Facing } | { deviceId: string };

/** What was opened. A camera that is not the device's own may know its name and its place. */
export type Captured = {
  video: MediaStreamTrack;
  audio: MediaStreamTrack | null;
  label?: string;
  place?: Place;
};

/** Where tracks come from. Each call gives fresh ones, which belong to who asked. */
export type Capture = {
  /** Picture and sound in one question. Without a microphone there is no sound, and that is no reason not to film. */
  open(aim: Aim, sound: { isMusic: boolean } | null): Promise<Captured>;
  picture(aim: Aim): Promise<MediaStreamTrack>;
  sound(isMusic: boolean): Promise<MediaStreamTrack>;
  /** The camera that comes after this one; null where there is no other. */
  next(now: MediaStreamTrack): Promise<Aim | null>;
  close(): void;
};

/** Why there is no camera, as a name: the browser's, or one of ours where it has none. */
export type CameraFault = 'InsecureContext' | 'NoMediaDevices' | (string & {});

export function faultOf(error: unknown): CameraFault {
  return error instanceof Error ? error.name : 'UnknownError';
}
