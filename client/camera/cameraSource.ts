import type { Value } from '../value.ts';

/** Where a perspective's picture and sound come from. A new track takes the place of the old one after a flip or a fresh start. */
export type CameraSource = {
  video: Value<MediaStreamTrack | null>;
  audio: Value<MediaStreamTrack | null>;
  close(): void;
};
