import type { Kind, Place } from '../../shared/domain.ts';

export type Facing = 'environment' | 'user';
/** Which camera: by `facingMode` on phones, by device id where cameras have no `facingMode`. */
export type CameraChoice = { facing: Facing } | { deviceId: string };
export type MicrophoneOptions = { isMusic: boolean; deviceId?: string };

/** A camera or a microphone; the group tells which device Chrome's id `default` stands for. */
export type DeviceName = { deviceId?: string | undefined; groupId?: string | undefined };

/** A camera or a microphone to choose, with the name that the browser gives it. */
export type DeviceOption = { deviceId: string; label: string };

/** Opened tracks. A virtual camera brings a label and a place. */
export type Captured = {
  video: MediaStreamTrack;
  audio: MediaStreamTrack | null;
  label?: string;
  place?: Place;
};

/** Opens cameras and microphones. Each call returns fresh tracks, which the caller must stop. */
export type Capture = {
  /**
   * Both in one permission prompt. Without a microphone it still opens the camera. A device that was asked for and is
   * not there is replaced by another.
   */
  open(choice: CameraChoice, sound: MicrophoneOptions | null): Promise<Captured>;
  picture(choice: CameraChoice): Promise<MediaStreamTrack>;
  sound(options: MicrophoneOptions): Promise<MediaStreamTrack>;
  /** None before the browser has given permission. */
  devices(kind: Kind): Promise<DeviceOption[]>;
  /** The camera to flip to; null if there is no other. */
  next(now: MediaStreamTrack): Promise<CameraChoice | null>;
  has(kind: Kind, device: DeviceName): Promise<boolean>;
  /** True if the person denied permission: then only a tap may ask again. */
  isRefused(kind: Kind, error: unknown): Promise<boolean>;
  /** Called whenever a device was connected or disconnected; returns its stop. */
  followDevices(changed: () => void): () => void;
  close(): void;
};

/** Name of the error: the browser's, or one of ours if there is no such API. */
export type CameraFault = 'InsecureContext' | 'NoMediaDevices' | (string & {});

export function faultOf(error: unknown): CameraFault {
  return error instanceof Error ? error.name : 'UnknownError';
}
