import { type Color, filter, type ToCss } from '../draw/color.ts';
import { depthOf, type Lens, type ProjectedPoint, project } from '../draw/lens.ts';
import type { Vector } from '../draw/vector.ts';
import { between, plus, times } from '../draw/vector.ts';
import type { Figure, Part } from './figure.ts';

/** Light on performers as one camera sees it: on the side facing it, and as a rim light from behind. */
export type FigureLight = {
  body: Color;
  rim: Color;
  /** Direction in the picture that the rim light comes from; about 1 long. */
  rimX: number;
  rimY: number;
};

type Drawing = { context: CanvasRenderingContext2D; lens: Lens; toCss: ToCss };

/** Width of the rim-lit edge, m, but at least 1 px. */
const rimM = 0.022;
/** Parts lifted by this much have no lit edge, m. */
const edgelessM = 0.05;
/** Small parts are left out where a metre is less than this, px. */
const smallScale = 75;

function middleOfPart(part: Part): Vector {
  if (part.shape === 'ball') return part.at;
  if (part.shape === 'cloth') return between(part.from, part.to, 0.5);
  const points = part.shape === 'limb' ? part.points : part.outline;
  return times(points.reduce(plus), 1 / points.length);
}

function traceCloth(
  context: CanvasRenderingContext2D,
  a: ProjectedPoint,
  b: ProjectedPoint,
  fromM: number,
  toM: number,
): void {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const [acrossX, acrossY] = [-(b.y - a.y) / length, (b.x - a.x) / length];
  const [widthA, widthB] = [fromM * a.scale, toM * b.scale];
  context.moveTo(a.x + acrossX * widthA, a.y + acrossY * widthA);
  context.lineTo(b.x + acrossX * widthB, b.y + acrossY * widthB);
  context.lineTo(b.x - acrossX * widthB, b.y - acrossY * widthB);
  context.lineTo(a.x - acrossX * widthA, a.y - acrossY * widthA);
  context.closePath();
}

type Shape = { part: Part; spots: readonly ProjectedPoint[] };

const spotsOf = (lens: Lens, part: Part): ProjectedPoint[] => {
  if (part.shape === 'ball') return [project(lens, part.at)];
  if (part.shape === 'cloth') return [project(lens, part.from), project(lens, part.to)];
  return (part.shape === 'limb' ? part.points : part.outline).map((point) => project(lens, point));
};

/** Limbs thinner than this get no round caps, px: caps are not visible there and take twice the time. */
const roundPx = 9;

/** A limb as one polygon; at a joint its sides meet half way. */
function traceBand(context: CanvasRenderingContext2D, spots: readonly ProjectedPoint[], widthPx: number): void {
  const sides = spots.map((spot, index) => {
    const [before, after] = [spots[index - 1] ?? spot, spots[index + 1] ?? spot];
    const length = Math.hypot(after.x - before.x, after.y - before.y) || 1;
    const half = widthPx / 2 / length;
    return { x: -(after.y - before.y) * half, y: (after.x - before.x) * half };
  });
  for (const [index, { x, y }] of spots.entries()) {
    const side = sides[index];
    if (side) context.lineTo(x + side.x, y + side.y);
  }
  for (let index = spots.length - 1; index >= 0; index -= 1) {
    const [spot, side] = [spots[index], sides[index]];
    if (spot && side) context.lineTo(spot.x - side.x, spot.y - side.y);
  }
}

function paintLimb(
  context: CanvasRenderingContext2D,
  spots: readonly ProjectedPoint[],
  color: string,
  widthPx: number,
): void {
  if (widthPx < roundPx) {
    traceBand(context, spots, widthPx);
    context.fillStyle = color;
    context.fill();
    return;
  }
  for (const { x, y } of spots) context.lineTo(x, y);
  context.strokeStyle = color;
  context.lineWidth = widthPx;
  context.stroke();
}

/** `thinner` is in px. */
function paintShape(context: CanvasRenderingContext2D, { part, spots }: Shape, color: string, thinner: number): void {
  const [first, second] = spots;
  if (!first) return;
  context.beginPath();
  if (part.shape === 'limb') {
    paintLimb(context, spots, color, Math.max(0.8, part.widthM * first.scale - thinner));
    return;
  }
  if (part.shape === 'ball')
    context.arc(first.x, first.y, Math.max(0.6, part.radiusM * first.scale - thinner / 2), 0, 7);
  else if (part.shape === 'cloth' && second) traceCloth(context, first, second, part.fromM, part.toM);
  else for (const { x, y } of spots) context.lineTo(x, y);
  context.fillStyle = color;
  context.fill();
}

/** Draws the furthest part first: each in the color of the lit edge, and again, slightly shifted, over it. */
export function paintFigure({ context, lens, toCss }: Drawing, { at, parts }: Figure, light: FigureLight): void {
  const scale = project(lens, at).scale;
  const sorted = parts
    .filter(({ isSmall }) => !isSmall || scale > smallScale)
    .map((part) => ({
      part,
      spots: spotsOf(lens, part),
      depth: depthOf(lens, middleOfPart(part)) - (part.lifted ?? 0),
    }))
    .sort((a, b) => b.depth - a.depth);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  const edge = Math.max(0.9, rimM * scale);
  const rim = toCss(light.rim);
  for (const shape of sorted) if ((shape.part.lifted ?? 0) < edgelessM) paintShape(context, shape, rim, 0);
  context.translate(-light.rimX * edge, -light.rimY * edge);
  for (const shape of sorted) paintShape(context, shape, toCss(filter(shape.part.color, light.body)), edge * 0.4);
  context.translate(light.rimX * edge, light.rimY * edge);
}
