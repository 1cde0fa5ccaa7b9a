/** An offscreen canvas and its position: px from the upper left corner of the picture. */
export type Bitmap = { canvas: HTMLCanvasElement; context: CanvasRenderingContext2D; left: number; top: number };

/** Px from the upper left corner of the picture. */
export type Box = { left: number; top: number; right: number; bottom: number };

/**
 * Rendered in software (`willReadFrequently`), because it is copied for each frame. Its context's coordinates
 * are those of the picture.
 */
export function createBitmap({ left, top, right, bottom }: Box, isOpaque = false): Bitmap {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.ceil(right - left));
  canvas.height = Math.max(1, Math.ceil(bottom - top));
  const context = canvas.getContext('2d', { alpha: !isOpaque, willReadFrequently: true });
  if (!context) throw new Error('this browser has no 2D canvas');
  context.translate(-left, -top);
  return { canvas, context, left, top };
}

/** Bounding box of some points in whole px, with a margin, clipped to `within`; null if nothing is left. */
export function boxAround(points: readonly { x: number; y: number }[], within: Box, marginPx = 2): Box | null {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const box = {
    left: Math.floor(Math.max(within.left, Math.min(...xs) - marginPx)),
    top: Math.floor(Math.max(within.top, Math.min(...ys) - marginPx)),
    right: Math.ceil(Math.min(within.right, Math.max(...xs) + marginPx)),
    bottom: Math.ceil(Math.min(within.bottom, Math.max(...ys) + marginPx)),
  };
  return box.right > box.left && box.bottom > box.top ? box : null;
}

/** A round spot of light that fades to nothing, to be scaled to any size. `rgb` is `red,green,blue`, 0 to 255. */
export function createGlow(rgb: string, sizePx = 64, hardness = 0.12): HTMLCanvasElement {
  const { canvas, context } = createBitmap({ left: 0, top: 0, right: sizePx, bottom: sizePx });
  const half = sizePx / 2;
  const light = context.createRadialGradient(half, half, 0, half, half, half);
  light.addColorStop(0, `rgba(${rgb},1)`);
  light.addColorStop(hardness, `rgba(${rgb},0.75)`);
  light.addColorStop(0.4, `rgba(${rgb},0.16)`);
  light.addColorStop(1, `rgba(${rgb},0)`);
  context.fillStyle = light;
  context.fillRect(0, 0, sizePx, sizePx);
  return canvas;
}

export function drawBitmap(context: CanvasRenderingContext2D, { canvas, left, top }: Bitmap): void {
  context.drawImage(canvas, left, top);
}

/** Added light darker than this is invisible; 0 to 255. */
const minLevel = 5;

/** Crops a bitmap to the part that holds light, because blending fewer pixels is faster; null if there is none. */
export function trimmed({ canvas, context, left, top }: Bitmap): Bitmap | null {
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const isLit = (x: number, y: number) => {
    const at = (y * canvas.width + x) * 4;
    return Math.max(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0) >= minLevel;
  };
  const box = { left: canvas.width, top: canvas.height, right: 0, bottom: 0 };
  for (let y = 0; y < canvas.height; y += 2) {
    for (let x = 0; x < canvas.width; x += 2) {
      if (!isLit(x, y)) continue;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x + 2);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y + 2);
    }
  }
  if (box.right <= box.left) return null;
  const small = createBitmap(
    { left: left + box.left, top: top + box.top, right: left + box.right, bottom: top + box.bottom },
    true,
  );
  small.context.drawImage(canvas, left, top);
  return small;
}
