import type { ToCss } from '../draw/color.ts';
import type { Lens } from '../draw/lens.ts';
import { mix } from '../draw/number.ts';
import { dot, lengthOf, minus, times, vector } from '../draw/vector.ts';
import type { Seen } from './crowd.ts';
import { traceArm, traceFace, traceHead, traceTrunk } from './personShape.ts';

type Context = CanvasRenderingContext2D;
export type PersonDrawing = { lens: Lens; toCss: ToCss; body: Context; lit: Context };

const stageMiddle = vector(0, 2.5, 4.5);
/** At this distance the stage's light is half as strong, m. */
const rangeM = 9;

/** Strength of the stage's light on a person, and width of their lit edge, px. */
function lightOnPerson(lens: Lens, { person, crown }: Seen) {
  const toStage = minus(stageMiddle, vector(person.feet.x, person.feet.y, person.heightM));
  const distance = lengthOf(toStage);
  const direction = times(toStage, 1 / distance);
  const behind = dot(direction, lens.forward);
  const edgePx = Math.max(0.9, crown.scale * (behind > 0 ? 0.02 : 0.06));
  return {
    strength: 1 / (1 + (distance / rangeM) ** 2),
    isFacing: behind < -0.25,
    move: { x: -dot(direction, lens.right) * edgePx, y: (0.55 + dot(direction, lens.up)) * edgePx },
  };
}

/** The next row covers everything further down from the crown than this, m; nobody covers the nearest people. */
const longOf = (depth: number) => (depth < 2.6 ? 1.25 : 0.72);

function fillPerson(context: Context, seen: Seen, style: string, move?: { x: number; y: number }): void {
  context.beginPath();
  traceTrunk(context, seen, longOf(seen.crown.depth), move);
  traceHead(context, seen, move);
  context.fillStyle = style;
  context.fill();
}

/** A person against the light: only their edge is lit. */
function paintEdge(lit: Context, seen: Seen, alpha: number, move: { x: number; y: number }): void {
  fillPerson(lit, seen, `rgba(255,255,255,${alpha.toFixed(3)})`);
  lit.globalCompositeOperation = 'destination-out';
  fillPerson(lit, seen, '#000', move);
  lit.globalCompositeOperation = 'source-over';
}

/** A person who faces the stage's light and the camera: face, hair and shoulders are lit. */
function paintFront(lit: Context, seen: Seen, strength: number): void {
  const { shade, warmth } = seen.person;
  const alpha = (share: number) => `rgba(255,255,255,${Math.min(1, share * strength).toFixed(3)})`;
  const { x, y, scale } = seen.crown;
  const clothes = lit.createLinearGradient(x, y + 0.25 * scale, x, y + 0.7 * scale);
  clothes.addColorStop(0, alpha(mix(0.14, 0.75, shade)));
  clothes.addColorStop(1, alpha(0.03));
  const paint = (style: string | CanvasGradient, trace: () => void) => {
    lit.beginPath();
    trace();
    lit.fillStyle = style;
    lit.fill();
  };
  paint(clothes, () => traceTrunk(lit, seen, longOf(seen.crown.depth)));
  paint(alpha(mix(0.1, 0.35, warmth)), () => traceHead(lit, seen));
  paint(alpha(mix(0.75, 1.3, warmth)), () => traceFace(lit, seen));
}

/** Somebody who films, too: a bright screen, or from the other side the back of a phone. */
function paintFilming({ toCss, body }: PersonDrawing, seen: Seen, isFacing: boolean): void {
  const s = seen.crown.scale;
  body.strokeStyle = body.fillStyle;
  body.lineWidth = Math.max(1, 0.085 * s);
  body.beginPath();
  const hand = traceArm(body, seen, 1, 0.72, -0.08);
  body.stroke();
  const [width, height] = [0.17 * s, 0.095 * s];
  const [left, top] = [hand.x - width * 0.7, hand.y - height * 0.8];
  body.fillStyle = toCss(isFacing ? [0.03, 0.03, 0.04] : [0.05, 0.06, 0.13]);
  body.fillRect(left, top, width, height);
  if (isFacing) return;
  body.fillStyle = toCss([0.34, 0.22, 0.5]);
  body.fillRect(left + width * 0.1, top + height * 0.12, width * 0.8, height * 0.64);
  body.fillStyle = toCss([0.95, 0.62, 0.55]);
  body.fillRect(left + width * 0.36, top + height * 0.2, width * 0.28, height * 0.4);
}

/** Draws a person unlit, and separately, in white, the parts that the stage's light falls on. */
export function paintPerson(drawing: PersonDrawing, seen: Seen): void {
  const { lens, toCss, body, lit } = drawing;
  const { shade, warmth, habit } = seen.person;
  const { strength, isFacing, move } = lightOnPerson(lens, seen);
  const level = mix(0.01, 0.026, shade);
  body.lineCap = 'round';
  body.lineJoin = 'round';
  fillPerson(body, seen, toCss([level * mix(0.9, 1.2, warmth), level, level * mix(2, 1.3, warmth)]));
  // A person covers the lit parts of those behind.
  lit.globalCompositeOperation = 'destination-out';
  fillPerson(lit, seen, '#000');
  lit.globalCompositeOperation = 'source-over';
  if (isFacing) paintFront(lit, seen, strength * 1.2);
  else paintEdge(lit, seen, strength * mix(0.6, 1, shade), move);
  if (habit === 'films') paintFilming(drawing, seen, isFacing);
}
