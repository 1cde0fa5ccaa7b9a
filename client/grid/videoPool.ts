/** Spare elements that are kept: one grid's worth. Browsers allow few players at once, and are slow to let one go. */
const maxSpare = 25;
const spare: HTMLVideoElement[] = [];

/** A video element for a tile, a used one if there is one; give it back with `giveVideoBack`. */
export function takeVideo(): HTMLVideoElement {
  const video = spare.pop() ?? document.createElement('video');
  video.muted = true;
  video.autoplay = true;
  video.playsInline = true;
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
