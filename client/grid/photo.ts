/** A photo of all pictures of the grid at one instant, with their names: drawn from the page, so nothing hidden is in it. */

export type Caption = { title: string; time: string };

/** Width that photos of small screens are enlarged to: the pictures are larger than their tiles there. */
const wishedWidthPx = 2_400;
const maxScale = 4;
const captionPx = 44;
const marginPx = 12;
const radiusPx = 10;
const quality = 0.92;
const font = (size: number, weight = 550) => `${weight} ${size}px "Inter Variable", Inter, system-ui, sans-serif`;

type Shown = { picture: HTMLVideoElement | HTMLCanvasElement; tile: HTMLElement; area: DOMRect };

/** The tiles that show a picture which everybody may see. */
function shownIn(grid: HTMLElement): Shown[] {
  const tiles = [
    ...grid.querySelectorAll<HTMLElement>('.tile[data-picture="true"][data-hidden="false"][data-held="false"]'),
  ];
  return tiles.flatMap((tile) => {
    const picture = tile.querySelector<HTMLVideoElement | HTMLCanvasElement>('.picture > :is(video, canvas)');
    const isSeen = tile.dataset.state !== 'gone' && getComputedStyle(tile).visibility !== 'hidden';
    return picture && isSeen ? [{ picture, tile, area: tile.getBoundingClientRect() }] : [];
  });
}

const sizeOf = (picture: Shown['picture']) =>
  picture instanceof HTMLVideoElement
    ? { width: picture.videoWidth, height: picture.videoHeight }
    : { width: picture.width, height: picture.height };

function drawName(context: CanvasRenderingContext2D, name: string, x: number, bottom: number, most: number) {
  context.font = font(13);
  const width = Math.min(context.measureText(name).width, most - 34);
  context.fillStyle = 'rgb(11 12 15 / 80%)';
  context.beginPath();
  context.roundRect(x + 8, bottom - 32, width + 18, 24, 12);
  context.fill();
  context.fillStyle = '#fff';
  context.fillText(name, x + 17, bottom - 15.5, width);
}

function drawTile(context: CanvasRenderingContext2D, { picture, tile, area }: Shown, left: number, top: number) {
  const { width, height } = sizeOf(picture);
  const [x, y] = [area.left - left, area.top - top];
  const fit = (tile.dataset.fit === 'cover' ? Math.max : Math.min)(area.width / width, area.height / height);
  context.save();
  context.beginPath();
  context.roundRect(x, y, area.width, area.height, radiusPx);
  context.clip();
  context.fillStyle = '#15171c';
  context.fillRect(x, y, area.width, area.height);
  const drawn = { width: width * fit, height: height * fit };
  context.drawImage(
    picture,
    x + (area.width - drawn.width) / 2,
    y + (area.height - drawn.height) / 2,
    drawn.width,
    drawn.height,
  );
  // A picture that stands still is not of this instant, and the photo says so.
  const note = tile.querySelector('.tile-note')?.textContent;
  const name = tile.getAttribute('aria-label') ?? '';
  drawName(context, note ? `${name} · ${note}` : name, x, y + area.height, area.width);
  context.restore();
}

/** Null where no picture is shown. All are drawn in one animation frame, in which no other frame can come. */
export async function takePhoto(grid: HTMLElement, { title, time }: Caption): Promise<Blob | null> {
  await new Promise(requestAnimationFrame);
  const shown = shownIn(grid).filter(({ picture }) => sizeOf(picture).width > 0);
  if (shown.length === 0) return null;
  const left = Math.min(...shown.map(({ area }) => area.left)) - marginPx;
  const top = Math.min(...shown.map(({ area }) => area.top)) - marginPx;
  const width = Math.max(...shown.map(({ area }) => area.right)) + marginPx - left;
  const height = Math.max(...shown.map(({ area }) => area.bottom)) - top + captionPx;
  const scale = Math.max(1, Math.min(maxScale, wishedWidthPx / width));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.scale(scale, scale);
  context.fillStyle = '#0b0c0f';
  context.fillRect(0, 0, width, height);
  for (const each of shown) drawTile(context, each, left, top);
  context.textBaseline = 'alphabetic';
  context.font = font(12, 450);
  const timeWidth = context.measureText(time).width;
  context.fillStyle = '#a6a8ad';
  context.fillText(time, width - marginPx - timeWidth, height - 17);
  context.fillStyle = '#f3f1ec';
  context.font = font(14, 620);
  context.fillText(title, marginPx + 2, height - 16.5, width - timeWidth - 4 * marginPx);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
}
