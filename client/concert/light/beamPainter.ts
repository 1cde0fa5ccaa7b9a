import { singerPosition } from '../band/singer.ts';
import { add, blend, type Color, dim, type ToCss } from '../draw/color.ts';
import { clipLine, type Lens, project } from '../draw/lens.ts';
import { mix } from '../draw/number.ts';
import { dot, minus, unit, type Vector, vector } from '../draw/vector.ts';
import type { Moment } from '../music/score.ts';
import { stage } from '../stage/stageSize.ts';
import { type BeamLamp, beamColors, beamDirection, beamEnd, beamLamps, beamLevel } from './beams.ts';

type Drawing = { context: CanvasRenderingContext2D; lens: Lens; toCss: ToCss };

/** Visible length of a beam in the haze, and its width at the far end and at the lamp, m. */
const lengthM = 12;
const openingM = 0.42;
const lampM = 0.08;
/** Limit of the width as a share of the picture: a beam towards the camera would fill it. */
const maxWidthShare = 0.05;

/** Radius of the pool of light of the follow spot, m. */
const spotM = 0.75;
export const spotColor: Color = [1, 0.9, 0.74];
const spotLevel = ({ energy }: Moment) => mix(0.42, 0.28, energy);

type Cone = { from: Vector; to: Vector; fromM: number; toM: number };

function paintCone({ context, lens, toCss }: Drawing, cone: Cone, color: Color, strength: number): void {
  const line = clipLine(lens, cone.from, cone.to);
  if (!line) return;
  const [a, b] = [project(lens, line[0]), project(lens, line[1])];
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  if (length < 2) return;
  const widest = lens.widthPx * maxWidthShare;
  const [acrossX, acrossY] = [-(b.y - a.y) / length, (b.x - a.x) / length];
  const [near, far] = [Math.min(cone.fromM * a.scale, widest), Math.min(cone.toM * b.scale, widest)];
  const light = context.createLinearGradient(a.x, a.y, b.x, b.y);
  light.addColorStop(0, toCss(color, strength));
  light.addColorStop(1, toCss(color, 0));
  context.fillStyle = light;
  context.beginPath();
  context.moveTo(a.x + acrossX * near, a.y + acrossY * near);
  context.lineTo(b.x + acrossX * far, b.y + acrossY * far);
  context.lineTo(b.x - acrossX * far, b.y - acrossY * far);
  context.lineTo(a.x - acrossX * near, a.y - acrossY * near);
  context.fill();
}

function paintBeam(drawing: Drawing, lamp: BeamLamp, moment: Moment, color: Color): void {
  const level = beamLevel(lamp, moment);
  if (level < 0.05) return;
  // Along the line of sight there is more haze in the beam.
  const along = Math.abs(dot(unit(minus(lamp.at, drawing.lens.from)), beamDirection(lamp, moment)));
  const cone = { from: lamp.at, to: beamEnd(lamp, moment, lengthM), fromM: lampM, toM: openingM };
  paintCone(drawing, cone, add(color, [0.1, 0.1, 0.1]), level * (0.32 + 0.26 * along));
}

function paintSpot(drawing: Drawing, moment: Moment): void {
  const to = singerPosition(moment);
  const from = vector(to.x * 0.3 + 1.2, 0.4, stage.trussZ - 0.2);
  paintCone(drawing, { from, to, fromM: 0.1, toM: spotM }, spotColor, spotLevel(moment));
}

/** The spot's pool of light on the floor, drawn below everybody who stands there. */
export function paintPool({ context, lens, toCss }: Drawing, moment: Moment): void {
  const position = singerPosition(moment);
  const { x, y, depth, scale } = project(lens, position);
  if (depth < 0.8) return;
  const { from } = lens;
  const flat = Math.min(1, (from.z - position.z) / Math.hypot(from.x - position.x, from.y - position.y));
  context.beginPath();
  context.ellipse(x, y, spotM * scale, spotM * scale * Math.max(0.05, flat), 0, 0, 2 * Math.PI);
  context.globalCompositeOperation = 'lighter';
  context.fillStyle = toCss(spotColor, spotLevel(moment) * 0.75);
  context.fill();
  context.globalCompositeOperation = 'source-over';
}

/** Adds all beams to the picture. */
export function paintBeams(drawing: Drawing, moment: Moment): void {
  const { context } = drawing;
  const [even, odd] = beamColors(moment);
  context.globalCompositeOperation = 'lighter';
  for (const lamp of beamLamps) {
    const color = lamp.row === 'floor' ? blend(even, odd, 0.5) : lamp.index % 2 === 0 ? even : odd;
    paintBeam(drawing, lamp, moment, dim(color, 0.9));
  }
  paintSpot(drawing, moment);
  context.globalCompositeOperation = 'source-over';
}
