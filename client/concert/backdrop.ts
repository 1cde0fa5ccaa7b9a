import type { Box } from './draw/bitmap.ts';
import { type Color, dim, type ToCss } from './draw/color.ts';
import { type Lens, project } from './draw/lens.ts';
import { chance } from './draw/number.ts';
import { plus, times, type Vector, vector } from './draw/vector.ts';

/** Distance of everything in the backdrop, m. */
const farM = 600;

/** A point on the horizon or in the sky; bearing and height are in degrees. */
function towards(lens: Lens, bearing: number, height: number): Vector {
  const [b, h] = [(bearing * Math.PI) / 180, (height * Math.PI) / 180];
  const direction = vector(Math.sin(b) * Math.cos(h), Math.cos(b) * Math.cos(h), Math.sin(h));
  return plus(lens.from, times(direction, farM));
}

type Backdrop = { context: CanvasRenderingContext2D; lens: Lens; toCss: ToCss; box: Box };

function paintSky({ context, lens, toCss, box }: Backdrop): void {
  const ahead = plus(lens.from, vector(lens.forward.x * farM, lens.forward.y * farM, 0));
  const horizonY = project(lens, ahead).y;
  const sky = context.createLinearGradient(0, horizonY - lens.focalPx * 0.55, 0, horizonY);
  const stops: [number, Color][] = [
    [0, [0.012, 0.016, 0.045]],
    [0.55, [0.04, 0.045, 0.125]],
    [0.86, [0.12, 0.085, 0.2]],
    [1, [0.24, 0.13, 0.19]],
  ];
  for (const [at, color] of stops) sky.addColorStop(at, toCss(color));
  context.fillStyle = sky;
  context.fillRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
  context.fillStyle = toCss([0.012, 0.013, 0.02]);
  context.fillRect(box.left, horizonY, box.right - box.left, Math.max(0, box.bottom - horizonY));
}

function paintStars({ context, lens, toCss }: Backdrop): void {
  for (let star = 0; star < 900; star += 1) {
    const { x, y, depth } = project(lens, towards(lens, chance(star, 1) * 360, 5 + 60 * chance(star, 2) ** 1.4));
    if (depth <= 0) continue;
    const bright = chance(star, 3) ** 3;
    context.fillStyle = toCss([0.8, 0.85, 1], 0.16 + 0.6 * bright);
    const size = 0.8 + bright;
    context.fillRect(x, y, size, size);
  }
}

function paintMoon({ context, lens, toCss }: Backdrop): void {
  const { x, y, depth } = project(lens, towards(lens, 205, 15));
  if (depth <= 0) return;
  const radius = lens.focalPx * 0.02;
  const halo = context.createRadialGradient(x, y, radius * 0.8, x, y, radius * 7);
  halo.addColorStop(0, toCss([0.62, 0.66, 0.85], 0.35));
  halo.addColorStop(1, toCss([0.62, 0.66, 0.85], 0));
  context.fillStyle = halo;
  context.fillRect(x - radius * 7, y - radius * 7, radius * 14, radius * 14);
  context.fillStyle = toCss([0.93, 0.91, 0.84]);
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

/** Two ranges of hills all around, higher in the north. */
function paintHills({ context, lens, toCss }: Backdrop): void {
  const ranges: [number, number, Color][] = [
    [1.9, 7, [0.062, 0.055, 0.115]],
    [0.8, 3, [0.022, 0.024, 0.045]],
  ];
  const facing = (Math.atan2(lens.forward.x, lens.forward.y) * 180) / Math.PI;
  for (const [heightDegrees, waves, color] of ranges) {
    context.beginPath();
    const step = 1.5;
    for (let aside = -60; aside <= 60; aside += step) {
      const bearing = Math.round((facing + aside) / step) * step;
      const b = (bearing * Math.PI) / 180;
      const wave = Math.sin(b * waves + 1) + 0.5 * Math.sin(b * waves * 2.7 + 4) + 0.35 * Math.sin(b * waves * 7.1);
      const height = heightDegrees * (1.2 + 0.5 * wave + 0.4 * Math.cos(b));
      const { x, y } = project(lens, towards(lens, bearing, Math.max(0.1, height)));
      context.lineTo(x, y);
    }
    const [right, left] = [
      project(lens, towards(lens, facing + 60, -4)),
      project(lens, towards(lens, facing - 60, -4)),
    ];
    context.lineTo(right.x, right.y);
    context.lineTo(left.x, left.y);
    context.fillStyle = toCss(color);
    context.fill();
  }
}

/** Windows and street lamps of the town in the south, which the stage faces. */
function paintTown({ context, lens, toCss }: Backdrop): void {
  for (let lamp = 0; lamp < 420; lamp += 1) {
    const bearing = 120 + 130 * ((chance(lamp, 4) + chance(lamp, 5) + chance(lamp, 6)) / 3);
    const { x, y, depth } = project(lens, towards(lens, bearing, 0.15 + 2.4 * chance(lamp, 7) ** 2.2));
    if (depth <= 0) continue;
    const warm: Color = chance(lamp, 8) < 0.7 ? [1, 0.68, 0.34] : [0.75, 0.85, 1];
    context.fillStyle = toCss(dim(warm, 0.4 + 0.5 * chance(lamp, 9)));
    const size = lens.focalPx * 0.0022;
    context.fillRect(x, y, size, size);
  }
}

/** A big wheel, so that one sees at a glance which way a camera looks. */
export const bigWheel = { hub: vector(-62, -128, 27), radiusM: 23, spokes: 16 };

function paintWheel({ context, lens, toCss }: Backdrop): void {
  const { hub, radiusM, spokes } = bigWheel;
  const { x, y, depth, scale } = project(lens, hub);
  if (depth < 20) return;
  const radius = radiusM * scale;
  context.strokeStyle = toCss([0.2, 0.2, 0.28]);
  context.lineWidth = Math.max(0.8, scale * 0.5);
  context.beginPath();
  for (const foot of [-11, 11]) {
    context.moveTo(x, y);
    context.lineTo(x + foot * scale, y + hub.z * scale);
  }
  for (let spoke = 0; spoke < spokes; spoke += 1) {
    const angle = (spoke / spokes) * 2 * Math.PI;
    context.moveTo(x, y);
    context.lineTo(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
  }
  context.stroke();
}

export function paintBackdrop(context: CanvasRenderingContext2D, lens: Lens, toCss: ToCss, box: Box): void {
  const backdrop = { context, lens, toCss, box };
  paintSky(backdrop);
  paintStars(backdrop);
  paintMoon(backdrop);
  paintHills(backdrop);
  paintTown(backdrop);
  paintWheel(backdrop);
}
