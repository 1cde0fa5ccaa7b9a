/** Most spare video elements: one grid's worth. Browsers limit media players and free them slowly. */
const maxSpare = 25;
const spare: HTMLVideoElement[] = [];

/** A video element for a tile, reused if possible; return it with `giveVideoBack`. */
export function takeVideo(): HTMLVideoElement {
  const video = spare.pop() ?? document.createElement('video');
  video.muted = true;
  video.autoplay = true;
  video.playsInline = true;
  // `pictureInPicture` lets the one through that is asked for.
  video.disablePictureInPicture = true;
  video.tabIndex = -1;
  video.setAttribute('aria-hidden', 'true');
  return video;
}

export function giveVideoBack(video: HTMLVideoElement): void {
  video.remove();
  video.srcObject = null;
  if (spare.length < maxSpare) spare.push(video);
}
