import { add, type Color, dim, filter, type ToCss } from '../draw/color.ts';
import { clipLine, clipNear, depthOf, type Lens, nearM, project } from '../draw/lens.ts';
import { smooth } from '../draw/number.ts';
import { dot, minus, plus, times, unit, type Vector, vector } from '../draw/vector.ts';
import { centroidOf, type Face, normalOf, type Rod, type Solid } from '../stage/solid.ts';
import { screen } from '../stage/stageSize.ts';
import { type LampGroup, lamps, lightOn } from './lamps.ts';

/** Color of a face at a point under some light. */
export type Shade = (face: Face, at: Vector, normal: Vector) => Color;

const moonlight: Color = [0.1, 0.13, 0.22];
const moonDirection = unit(vector(0.5, -0.5, 0.7));

/** Without lamps: moonlight, and whatever glows by itself. */
export const nightShade: Shade = ({ color, glow }, _, normal) => {
  const moon = filter(color, dim(moonlight, 0.35 + 0.65 * Math.max(0, dot(normal, moonDirection))));
  return glow ? add(moon, glow) : moon;
};

/** Reflection of the screen behind the stage at a point of a level floor, 0 to 1. */
function mirrored(lens: Lens, at: Vector): number {
  const ray = unit(minus(at, lens.from));
  if (ray.y <= 0.05) return 0;
  const hit = plus(at, times(vector(ray.x, ray.y, -ray.z), (screen.y - at.y) / ray.y));
  return smooth(5.4, 3.6, Math.abs(hit.x)) * smooth(1.2, 2.4, hit.z) * smooth(7.4, 5.6, hit.z);
}

/** One group of lamps at full level. */
export function lampShade(lens: Lens, group: LampGroup): Shade {
  const { color: light } = lamps[group];
  return ({ color, gloss = 0 }, at, normal) => {
    const matt = dim(filter(color, light), lightOn(group, at, normal) * 0.85);
    return group === 'warm' && gloss > 0 ? add(matt, dim(light, 0.5 * gloss * mirrored(lens, at))) : matt;
  };
}

export type SolidPainter = { context: CanvasRenderingContext2D; lens: Lens; toCss: ToCss; shade: Shade };

/** Faces are enlarged by this, px: anti-aliasing would leave gaps between neighbours. */
const seamPx = 0.6;

const averageOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function paintFace({ context, lens, toCss, shade }: SolidPainter, face: Face): void {
  const normal = normalOf(face);
  const middle = centroidOf(face.corners);
  const isTurnedAway = dot(normal, minus(lens.from, middle)) <= 0;
  if (isTurnedAway && !face.isTwoSided) return;
  const corners = clipNear(lens, face.corners);
  if (corners.length < 3) return;
  const spots = corners.map((corner) => project(lens, corner));
  const [x, y] = [averageOf(spots.map((spot) => spot.x)), averageOf(spots.map((spot) => spot.y))];
  context.beginPath();
  for (const spot of spots) {
    const away = Math.hypot(spot.x - x, spot.y - y) || 1;
    context.lineTo(spot.x + ((spot.x - x) * seamPx) / away, spot.y + ((spot.y - y) * seamPx) / away);
  }
  context.fillStyle = toCss(shade(face, middle, isTurnedAway ? times(normal, -1) : normal));
  context.fill();
}

const minRodPx = 0.7;

function paintRod({ context, lens, toCss, shade }: SolidPainter, { from, to, widthM, color }: Rod): void {
  const line = clipLine(lens, from, to);
  if (!line) return;
  const [a, b] = [project(lens, line[0]), project(lens, line[1])];
  const towardsUs = unit(minus(lens.from, line[0]));
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const [acrossX, acrossY] = [-(b.y - a.y) / length / 2, (b.x - a.x) / length / 2];
  // The ends of a long pole have different widths in perspective.
  const [wideA, wideB] = [Math.max(minRodPx, widthM * a.scale), Math.max(minRodPx, widthM * b.scale)];
  context.fillStyle = toCss(shade({ corners: [], color }, centroidOf(line), towardsUs));
  context.beginPath();
  context.moveTo(a.x + acrossX * wideA, a.y + acrossY * wideA);
  context.lineTo(b.x + acrossX * wideB, b.y + acrossY * wideB);
  context.lineTo(b.x - acrossX * wideB, b.y - acrossY * wideB);
  context.lineTo(a.x - acrossX * wideA, a.y - acrossY * wideA);
  context.fill();
}

/** Draws the furthest faces first. */
export function paintSolid(painter: SolidPainter, { faces, rods }: Solid): void {
  const { lens } = painter;
  const sorted = faces
    .map((face) => ({ face, depth: depthOf(lens, centroidOf(face.corners)) }))
    .sort((a, b) => b.depth - a.depth);
  for (const { face } of sorted) paintFace(painter, face);
  for (const rod of rods) paintRod(painter, rod);
}

/** All projected corners of a solid, px. */
export function outlineOf(lens: Lens, { faces, rods }: Solid) {
  const corners = [
    ...faces.flatMap(({ corners }) => clipNear(lens, corners)),
    ...rods.flatMap(({ from, to }) => clipLine(lens, from, to) ?? []),
  ];
  return corners.filter((corner) => depthOf(lens, corner) >= nearM * 0.99).map((corner) => project(lens, corner));
}
