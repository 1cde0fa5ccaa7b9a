import { createValue, type Value } from '../value.ts';

/** Firefox has its own button for it, and no API. */
export const hasPictureInPicture: boolean =
  document.pictureInPictureEnabled === true && 'requestPictureInPicture' in HTMLVideoElement.prototype;

const perspective = createValue<string | null>(null);

/** The perspective that is shown in a window of its own, which stays when the page is hidden. */
export const inOwnWindow: Value<string | null> = perspective;

/** Shows a tile's video in a window of its own, or brings it back. Must be called within a user gesture. */
export async function togglePictureInPicture(video: HTMLVideoElement, id: string): Promise<void> {
  if (document.pictureInPictureElement === video) return document.exitPictureInPicture();
  // Otherwise browsers offer it on each tile by themselves.
  video.disablePictureInPicture = false;
  const left = () => {
    video.disablePictureInPicture = true;
    if (perspective.get() === id) perspective.set(null);
  };
  try {
    await video.requestPictureInPicture();
    perspective.set(id);
    video.addEventListener('leavepictureinpicture', left, { once: true });
  } catch {
    left();
  }
}
