import type { Value } from '../value.ts';

/** Picture and sound of a perspective. A new track replaces the old one after a flip or when a device was reopened. */
export type CameraSource = {
  video: Value<MediaStreamTrack | null>;
  audio: Value<MediaStreamTrack | null>;
  close(): void;
};
