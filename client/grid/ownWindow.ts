import { hasPictureInPicture, togglePictureInPicture } from '../media/pictureInPicture.ts';

/** Shows a tile of this stage in a window of its own, or brings it back. Must be called within a user gesture. */
export function toggleOwnWindow(stage: HTMLElement | null, id: string): void {
  const video = stage?.querySelector<HTMLVideoElement>(`[data-perspective="${CSS.escape(id)}"] .picture > video`);
  if (video && hasPictureInPicture) void togglePictureInPicture(video, id);
}
