import { paintBackdrop } from './backdrop.ts';
import { drumKit } from './band/drumKit.ts';
import { type Bitmap, type Box, boxAround, createBitmap, trimmed } from './draw/bitmap.ts';
import { black, type Color, dim, type ToCss } from './draw/color.ts';
import { depthOf, type Lens, project } from './draw/lens.ts';
import { vector } from './draw/vector.ts';
import { type LampGroup, lampGroups, lamps } from './light/lamps.ts';
import { lampShade, nightShade, outlineOf, paintSolid, type Shade } from './light/solidPainter.ts';
import { backline } from './stage/backline.ts';
import type { Solid } from './stage/solid.ts';
import { stageSet } from './stage/stageSet.ts';

/** Scenery drawn once: unlit, and the light of each group of lamps to be added to it. */
export type Scenery = { depth: number; night: Bitmap; lit: { group: LampGroup; bitmap: Bitmap }[] };

const tiers = { ground: 0, set: 1, thing: 2 } as const;

const sortedFor = (lens: Lens, solids: readonly Solid[]): Solid[] =>
  [...solids].sort((a, b) => tiers[a.tier] - tiers[b.tier] || depthOf(lens, b.sortPoint) - depthOf(lens, a.sortPoint));

function paintHaze(context: CanvasRenderingContext2D, lens: Lens, toCss: ToCss, group: LampGroup): void {
  const { color, at, haze } = lamps[group];
  context.globalCompositeOperation = 'lighter';
  for (const lamp of at) {
    const { x, y, depth, scale } = project(lens, lamp);
    if (depth < 1.2) continue;
    const radius = Math.min(haze.radiusM * scale, lens.widthPx);
    const air = context.createRadialGradient(x, y, 0, x, y, radius);
    air.addColorStop(0, toCss(color, haze.level));
    air.addColorStop(0.3, toCss(color, haze.level * 0.36));
    air.addColorStop(1, toCss(color, 0));
    context.fillStyle = air;
    context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
  }
  context.globalCompositeOperation = 'source-over';
}

/** The sky and everything that never covers a performer: the background of the picture. */
export function farScenery(lens: Lens, toCss: ToCss, solids: readonly Solid[], box: Box): Scenery {
  const paint = (context: CanvasRenderingContext2D, shade: Shade) => {
    for (const solid of solids) paintSolid({ context, lens, toCss, shade }, solid);
  };
  const night = createBitmap(box, true);
  paintBackdrop(night.context, lens, toCss, box);
  paint(night.context, nightShade);
  const lit = lampGroups.flatMap((group) => {
    const bitmap = createBitmap(box, true);
    paint(bitmap.context, lampShade(lens, group));
    paintHaze(bitmap.context, lens, toCss, group);
    const small = trimmed(bitmap);
    return small ? [{ group, bitmap: small }] : [];
  });
  return { depth: Number.POSITIVE_INFINITY, night, lit };
}

/** Share of the colored light on things in front of the band; only white is dimmed separately for them. */
const moodLevel = 0.3;

/** One thing that may cover a performer. */
function nearScenery(lens: Lens, toCss: ToCss, solid: Solid, box: Box): Scenery {
  const night = createBitmap(box);
  const mood: Shade = (face, at, normal) => {
    const groups = lampGroups.filter((group) => group !== 'white');
    const light = groups.reduce<Color>((sum, group) => {
      const [r, g, b] = lampShade(lens, group)(face, at, normal);
      return [sum[0] + r, sum[1] + g, sum[2] + b];
    }, black);
    const [r, g, b] = nightShade(face, at, normal);
    const [moodR, moodG, moodB] = dim(light, moodLevel);
    return [r + moodR, g + moodG, b + moodB];
  };
  paintSolid({ context: night.context, lens, toCss, shade: mood }, solid);
  const white = createBitmap(box);
  paintSolid({ context: white.context, lens, toCss, shade: lampShade(lens, 'white') }, solid);
  return { depth: depthOf(lens, solid.sortPoint), night, lit: [{ group: 'white', bitmap: white }] };
}

/** Where performers stand, and how far they move to either side, m. */
const performerSpots = [
  { at: vector(0, 1.5, 1.4), asideM: 2.3 },
  { at: vector(-2.8, 2.3, 1.4), asideM: 1.3 },
  { at: vector(2.8, 2.6, 1.4), asideM: 1.3 },
  { at: vector(0, 6.3, 1.4), asideM: 1 },
];

/** True if a thing is in front of a performer, as seen from this camera. */
function mayHide(lens: Lens, depth: number, box: Box): boolean {
  return performerSpots.some(({ at, asideM }) => {
    const { x, y, depth: theirs, scale } = project(lens, at);
    if (theirs < depth + 0.05) return false;
    const [left, right] = [x - asideM * scale, x + asideM * scale];
    return box.left < right && box.right > left && box.top < y + 0.1 * scale && box.bottom > y - 2.6 * scale;
  });
}

/** True if a thing is in front of the crowd, for a camera that looks out at it. */
const isInFrontOfCrowd = (lens: Lens, { sortPoint, tier }: Solid): boolean =>
  tier === 'thing' && lens.forward.y < -0.2 && sortPoint.y > -3;

/** All scenery, merged into one background where possible; the rest thing by thing. */
export function sceneryFor(lens: Lens, toCss: ToCss, box: Box): { far: Scenery; near: Scenery[] } {
  const sorted = sortedFor(lens, [...stageSet(), ...backline(), drumKit()]);
  const placed = sorted.flatMap((solid) => {
    const outline = outlineOf(lens, solid);
    const within = outline.length > 0 ? boxAround(outline, box) : null;
    return within ? [{ solid, within }] : [];
  });
  const isNear = ({ solid, within }: (typeof placed)[number]) =>
    solid.tier === 'thing' && (mayHide(lens, depthOf(lens, solid.sortPoint), within) || isInFrontOfCrowd(lens, solid));
  return {
    far: farScenery(
      lens,
      toCss,
      placed.filter((each) => !isNear(each)).map(({ solid }) => solid),
      box,
    ),
    near: placed.filter(isNear).map(({ solid, within }) => nearScenery(lens, toCss, solid, within)),
  };
}
