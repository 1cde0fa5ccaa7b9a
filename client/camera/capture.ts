import type { Kind, Place } from '../../shared/domain.ts';

export type Facing = 'environment' | 'user';
/** Which camera: by where it looks on phones, by its name where cameras do not say where they look. */
export type CameraChoice = { facing: Facing } | { deviceId: string };
export type SoundOptions = { isMusic: boolean; deviceId?: string };

/** A camera or a microphone; the group tells what stands behind a name like `default` (Chrome). */
export type DeviceName = { deviceId?: string | undefined; groupId?: string | undefined };

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
  open(choice: CameraChoice, sound: SoundOptions | null): Promise<Captured>;
  picture(choice: CameraChoice): Promise<MediaStreamTrack>;
  sound(options: SoundOptions): Promise<MediaStreamTrack>;
  /** The camera that comes after this one; null where there is no other. */
  next(now: MediaStreamTrack): Promise<CameraChoice | null>;
  /** Whether it is connected now. */
  has(kind: Kind, device: DeviceName): Promise<boolean>;
  /** Whether the person said no, so that only the person may have it asked for again. */
  isRefused(kind: Kind, error: unknown): Promise<boolean>;
  /** Calls whenever a device came or went; returns its stop. */
  followDevices(changed: () => void): () => void;
  close(): void;
};

/** Why there is no camera, as a name: the browser's, or one of ours where it has none. */
export type CameraFault = 'InsecureContext' | 'NoMediaDevices' | (string & {});

export function faultOf(error: unknown): CameraFault {
  return error instanceof Error ? error.name : 'UnknownError';
}
