import { clockStrokes } from '../clock/digits.ts';
import { drawBitmap } from '../draw/bitmap.ts';
import { blend, type Color, dim } from '../draw/color.ts';
import { chance, mix } from '../draw/number.ts';
import type { Vector } from '../draw/vector.ts';
import { type Moment, swing } from '../music/score.ts';
import {
  aroundSun,
  onScreen,
  ringM,
  type ScreenBitmaps,
  type ScreenDrawing,
  screenColors,
  sun,
  traceShape,
} from './screen.ts';
import { screen } from './stageSize.ts';

/** One per sixteenth of a bar. */
const ringParts = 16;
const barColumns = 7;
/** Height of the clock's digits, m. */
const digitM = 0.72;

/** Fills shapes one by one: one path of many shapes takes several times as long. */
function fill(drawing: ScreenDrawing, color: Color, shapes: readonly (readonly Vector[])[]): void {
  const { context, toCss } = drawing;
  context.fillStyle = toCss(color);
  for (const shape of shapes) {
    context.beginPath();
    traceShape(drawing, shape);
    context.fill();
  }
}

const rectangle = (x: number, z: number, width: number, height: number): Vector[] => [
  onScreen(x, z),
  onScreen(x + width, z),
  onScreen(x + width, z + height),
  onScreen(x, z + height),
];

/** The ring fills once per bar. */
function ringSegments(share: number): Vector[][] {
  const count = Math.min(ringParts, Math.floor(share * ringParts) + 1);
  return Array.from({ length: count }, (_, index) => {
    const [from, to] = [(index + 0.1) / ringParts, (index + 0.9) / ringParts];
    return [
      aroundSun(from, ringM.from),
      aroundSun(from, ringM.to),
      aroundSun((from + to) / 2, ringM.to),
      aroundSun(to, ringM.to),
      aroundSun(to, ringM.from),
    ];
  });
}

/** Level bars on both sides that jump with the beat, lower further out. */
function levelBars(moment: Moment): Vector[][] {
  const eighth = Math.floor(moment.beats * 2);
  const fade = Math.exp(-2.2 * ((moment.beats * 2) % 1));
  return Array.from({ length: barColumns * 2 }, (_, index) => {
    const column = index % barColumns;
    const side = index < barColumns ? -1 : 1;
    const jump = chance(eighth + column * 7, 40) * fade * (0.45 + 0.55 * moment.energy);
    const height = (0.35 + 2.9 * jump + 0.35 * swing(moment, 8, column / 9)) * mix(1.15, 0.6, column / barColumns);
    const x = side * (2.2 + column * 0.34);
    return rectangle(side > 0 ? x : x - 0.22, screen.lowZ + 0.2, 0.22, Math.max(0.12, height));
  });
}

function clockDigits(ms: number): Vector[][] {
  const { strokes, width } = clockStrokes(ms);
  return strokes.map((stroke) =>
    rectangle(
      (stroke.x - width / 2) * digitM,
      sun.z + (stroke.y - 0.5) * digitM,
      stroke.width * digitM,
      stroke.height * digitM,
    ),
  );
}

/** A sun that pulses, a ring that fills once per bar, and the event's clock. */
export function paintScreen(drawing: ScreenDrawing, { faces, pulse }: ScreenBitmaps, moment: Moment): void {
  const { context } = drawing;
  const palette = Math.floor(moment.bar / 2) % screenColors.length;
  const [colors, face] = [screenColors[palette], faces[palette]];
  if (!colors || !face) return;
  drawBitmap(context, face);
  context.globalCompositeOperation = 'lighter';
  context.globalAlpha = Math.max(0.6 * moment.pulse, moment.flash);
  drawBitmap(context, pulse);
  context.globalAlpha = 1;
  context.globalCompositeOperation = 'source-over';
  fill(drawing, dim(colors.glow, 0.5), levelBars(moment));
  fill(drawing, blend(colors.glow, [1, 1, 1], 0.35), ringSegments(moment.barShare));
  fill(drawing, dim(colors.evening, 0.6), clockDigits(moment.ms));
}
