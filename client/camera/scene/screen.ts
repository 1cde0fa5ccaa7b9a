import { blend, type Color, dim, type Film } from './color.ts';
import { clockStrokes } from './digits.ts';
import { depthOf, type Lens, project } from './lens.ts';
import { chance, mix } from './number.ts';
import { type Moment, swing } from './score.ts';
import { screen } from './stageSize.ts';
import { type Vector, vector } from './vector.ts';

const [left, right, low, high] = [-screen.halfM, screen.halfM, screen.lowZ, screen.highZ];
const at = (x: number, z: number): Vector => vector(x, screen.y, z);

const sun = { x: 0, z: 4.55, radiusM: 1.5 };
const ringM = { from: 1.66, to: 1.92 };
/** One for each sixteenth of a bar. */
const ringParts = 16;
const barColumns = 8;

type Drawing = { context: CanvasRenderingContext2D; lens: Lens; film: Film };

function trace({ context, lens }: Drawing, points: readonly Vector[]): void {
  for (const [index, point] of points.entries()) {
    const { x, y } = project(lens, point);
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.closePath();
}

function fill(drawing: Drawing, color: Color, shapes: readonly (readonly Vector[])[]): void {
  const { context, film } = drawing;
  context.beginPath();
  for (const shape of shapes) trace(drawing, shape);
  context.fillStyle = film(color);
  context.fill();
}

const rectangle = (x: number, z: number, width: number, height: number): Vector[] => [
  at(x, z),
  at(x + width, z),
  at(x + width, z + height),
  at(x, z + height),
];

const onCircle = (turns: number, radiusM: number): Vector =>
  at(sun.x + radiusM * Math.sin(turns * 2 * Math.PI), sun.z + radiusM * Math.cos(turns * 2 * Math.PI));

const circle = (radiusM: number): Vector[] => Array.from({ length: 32 }, (_, index) => onCircle(index / 32, radiusM));

/** The parts of the ring that the bar has passed: it fills once a bar. */
function ringSegments(share: number): Vector[][] {
  const count = Math.min(ringParts, Math.floor(share * ringParts) + 1);
  return Array.from({ length: count }, (_, index) => {
    const [from, to] = [(index + 0.1) / ringParts, (index + 0.9) / ringParts];
    return [
      onCircle(from, ringM.from),
      onCircle(from, ringM.to),
      onCircle((from + to) / 2, ringM.to),
      onCircle(to, ringM.to),
      onCircle(to, ringM.from),
    ];
  });
}

/** Bars on both sides that jump with the beat, lower further out. */
function levelBars(moment: Moment): Vector[][] {
  const eighth = Math.floor(moment.beats * 2);
  const fade = Math.exp(-2.2 * ((moment.beats * 2) % 1));
  return Array.from({ length: barColumns * 2 }, (_, index) => {
    const column = index % barColumns;
    const side = index < barColumns ? -1 : 1;
    const jump = chance(eighth + column * 7, 40) * fade * (0.45 + 0.55 * moment.energy);
    const height = (0.35 + 2.9 * jump + 0.35 * swing(moment, 8, column / 9)) * mix(1.15, 0.6, column / barColumns);
    const x = side * (2.2 + column * 0.31);
    return rectangle(side > 0 ? x : x - 0.2, low + 0.2, 0.2, Math.max(0.12, height));
  });
}

const nights: Color[] = [
  [0.05, 0.04, 0.2],
  [0.16, 0.03, 0.17],
  [0.02, 0.09, 0.2],
  [0.17, 0.05, 0.07],
];
const suns: Color[] = [
  [1, 0.42, 0.22],
  [1, 0.24, 0.46],
  [0.25, 0.72, 1],
  [1, 0.68, 0.2],
];

/** True where a camera sees the screen's front, all of it before the lens. */
export const seesScreen = (lens: Lens): boolean =>
  lens.from.y < screen.y - 0.2 && [at(left, low), at(right, high)].every((corner) => depthOf(lens, corner) > 0.4);

function paintGround(drawing: Drawing, moment: Moment, color: Color, glow: Color): void {
  const { context, lens, film } = drawing;
  const [top, bottom] = [project(lens, at(0, high)), project(lens, at(0, low))];
  const light = context.createLinearGradient(top.x, top.y, bottom.x, bottom.y);
  light.addColorStop(0, film(color));
  light.addColorStop(1, film(blend(color, glow, 0.3 + 0.16 * moment.pulse)));
  context.beginPath();
  trace(drawing, rectangle(left, low, right - left, high - low));
  context.fillStyle = light;
  context.fill();
}

function paintSun(drawing: Drawing, { flash, pulse }: Moment, glow: Color): void {
  const { context, lens, film } = drawing;
  const radiusM = sun.radiusM * (0.93 + 0.07 * pulse);
  const [top, bottom] = [project(lens, at(sun.x, sun.z + radiusM)), project(lens, at(sun.x, sun.z - radiusM))];
  const light = context.createLinearGradient(top.x, top.y, bottom.x, bottom.y);
  light.addColorStop(0, film(blend(glow, [1, 0.95, 0.75], 0.55 + 0.4 * flash)));
  light.addColorStop(1, film(blend(glow, [1, 1, 1], 0.5 * flash)));
  context.beginPath();
  trace(drawing, circle(radiusM));
  context.fillStyle = light;
  context.fill();
}

/** What the screen shows: a sun that beats, a ring that fills once a bar, and the event's clock. */
export function paintScreen(drawing: Drawing, moment: Moment): void {
  const palette = Math.floor(moment.bar / 2) % suns.length;
  const [night = [0, 0, 0], glow = [1, 1, 1]] = [nights[palette], suns[palette]];
  paintGround(drawing, moment, night, glow);
  fill(drawing, dim(glow, 0.5), levelBars(moment));
  fill(drawing, dim(glow, 0.2), [circle(ringM.to + 0.55 * moment.beatShare)]);
  fill(drawing, night, [circle(ringM.to + 0.06)]);
  fill(drawing, blend(glow, [1, 1, 1], 0.35), ringSegments(moment.barShare));
  paintSun(drawing, moment, glow);
  const size = 0.72;
  const { strokes, width } = clockStrokes(moment.ms);
  const digit = ({ x, y, width: w, height: h }: (typeof strokes)[number]) =>
    rectangle(sun.x + (x - width / 2) * size, sun.z - size / 2 + y * size, w * size, h * size);
  fill(drawing, dim(night, 0.6), strokes.map(digit));
}
