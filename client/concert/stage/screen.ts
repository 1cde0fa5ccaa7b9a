import { type Bitmap, boxAround, createBitmap } from '../draw/bitmap.ts';
import { blend, type Color, dim, type ToCss } from '../draw/color.ts';
import { depthOf, type Lens, project } from '../draw/lens.ts';
import { type Vector, vector } from '../draw/vector.ts';
import { screen } from './stageSize.ts';

const { halfM, lowZ, highZ } = screen;
export const onScreen = (x: number, z: number): Vector => vector(x, screen.y, z);

/** The sun in the middle of the screen and the ring around it, m. */
export const sun = { z: 4.55, radiusM: 1.45 };
export const ringM = { from: 1.66, to: 1.92 };

export type ScreenDrawing = { context: CanvasRenderingContext2D; lens: Lens; toCss: ToCss };

export function traceShape({ context, lens }: ScreenDrawing, points: readonly Vector[]): void {
  for (const [index, point] of points.entries()) {
    const { x, y } = project(lens, point);
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.closePath();
}

/** A point on a circle around the sun, `turns` clockwise from the top. */
export const aroundSun = (turns: number, radiusM: number): Vector =>
  onScreen(radiusM * Math.sin(turns * 2 * Math.PI), sun.z + radiusM * Math.cos(turns * 2 * Math.PI));

const circle = (radiusM: number): Vector[] => Array.from({ length: 48 }, (_, index) => aroundSun(index / 48, radiusM));

/** Colors of the evening sky on the screen and of its sun. */
export const screenColors: readonly { evening: Color; glow: Color }[] = [
  { evening: [0.05, 0.04, 0.2], glow: [1, 0.42, 0.22] },
  { evening: [0.16, 0.03, 0.17], glow: [1, 0.24, 0.46] },
  { evening: [0.02, 0.09, 0.2], glow: [0.25, 0.72, 1] },
  { evening: [0.17, 0.05, 0.07], glow: [1, 0.68, 0.2] },
];

const corners = [onScreen(-halfM, lowZ), onScreen(halfM, lowZ), onScreen(halfM, highZ), onScreen(-halfM, highZ)];

/** True if a camera sees the front of the screen and all of it is ahead of the lens. */
export const seesScreen = (lens: Lens): boolean =>
  lens.from.y < screen.y - 0.2 && corners.every((corner) => depthOf(lens, corner) > 0.4);

/** Fills a shape with a vertical gradient. */
function fillDown(
  drawing: ScreenDrawing,
  shape: readonly Vector[],
  fromZ: number,
  toZ: number,
  colors: [Color, Color],
) {
  const { context, lens, toCss } = drawing;
  const [top, bottom] = [project(lens, onScreen(0, fromZ)), project(lens, onScreen(0, toZ))];
  const light = context.createLinearGradient(top.x, top.y, bottom.x, bottom.y);
  light.addColorStop(0, toCss(colors[0]));
  light.addColorStop(1, toCss(colors[1]));
  context.beginPath();
  traceShape(drawing, shape);
  context.fillStyle = light;
  context.fill();
}

/** The static content of the screen in each of its colors, and the light added on the beat. */
export type ScreenBitmaps = { faces: readonly Bitmap[]; pulse: Bitmap };

/** Null if the camera does not see the screen. */
export function screenBitmaps(lens: Lens, toCss: ToCss): ScreenBitmaps | null {
  const whole = { left: -lens.widthPx, top: -lens.heightPx, right: 2 * lens.widthPx, bottom: 2 * lens.heightPx };
  const spots = corners.map((corner) => project(lens, corner));
  const box = seesScreen(lens) ? boxAround(spots, whole) : null;
  if (!box) return null;
  const disc = circle(sun.radiusM);
  const [sunTop, sunBottom] = [sun.z + sun.radiusM, sun.z - sun.radiusM];
  const faces = screenColors.map(({ evening, glow }) => {
    const bitmap = createBitmap(box);
    const drawing = { context: bitmap.context, lens, toCss };
    fillDown(drawing, corners, highZ, lowZ, [evening, blend(evening, glow, 0.36)]);
    fillDown(drawing, circle(ringM.to + 0.08), highZ, lowZ, [dim(evening, 0.8), dim(evening, 0.8)]);
    fillDown(drawing, disc, sunTop, sunBottom, [blend(glow, [1, 0.95, 0.75], 0.5), glow]);
    return bitmap;
  });
  const pulse = createBitmap(box);
  const drawing = { context: pulse.context, lens, toCss };
  fillDown(drawing, corners, highZ, lowZ, [
    [0, 0, 0],
    [0.2, 0.14, 0.16],
  ]);
  fillDown(drawing, disc, sunTop, sunBottom, [
    [0.4, 0.36, 0.3],
    [0.3, 0.2, 0.2],
  ]);
  return { faces, pulse };
}
