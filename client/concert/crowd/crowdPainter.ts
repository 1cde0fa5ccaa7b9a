import { drawBitmap } from '../draw/bitmap.ts';
import { add, type Color, dim, type ToCss } from '../draw/color.ts';
import { mix, smooth } from '../draw/number.ts';
import { crowdColors, type crowdLight } from '../light/lights.ts';
import { type Moment, swing } from '../music/score.ts';
import type { Seen } from './crowd.ts';
import type { CrowdStrip } from './crowdStrip.ts';
import { traceArm } from './personShape.ts';

type Context = CanvasRenderingContext2D;
export type CrowdLight = ReturnType<typeof crowdLight>;
export type CrowdDrawing = { context: Context; toCss: ToCss; glow: CanvasImageSource };

/** How far an arm is raised, 0 to 1: some in the verse, all in the chorus, pumping with the beat. */
function raisedOf({ person }: Seen, moment: Moment): number {
  const calm = person.offset < 0.3 ? 0.75 + 0.1 * swing(moment, 4, person.offset) : 0;
  const wild = 0.72 + 0.28 * Math.abs(Math.sin(Math.PI * (moment.beats + person.offset * 0.2)));
  return mix(calm, wild, moment.energy);
}

/** Arms are drawn only where they are large enough to be seen, px per m. */
const minArmScale = 22;
/** Below this an arm is too thin for a lit edge, px per m. */
const edgeScale = 60;

function strokeArm(
  { context }: CrowdDrawing,
  seen: Seen,
  side: -1 | 1,
  raised: number,
  lean: number,
  styles: string[],
) {
  context.beginPath();
  traceArm(context, seen, side, raised, lean);
  const width = 0.085 * seen.crown.scale;
  for (const [index, style] of styles.entries()) {
    context.lineWidth = index < styles.length - 1 ? width + 1.6 : width;
    context.strokeStyle = style;
    context.stroke();
  }
}

function paintArms(drawing: CrowdDrawing, strip: CrowdStrip, moment: Moment, light: CrowdLight): void {
  if (strip.scale < minArmScale) return;
  const { context, toCss } = drawing;
  const body = toCss([0.02, 0.02, 0.034]);
  const edge: Color = add(dim(crowdColors.cold, light.cold), dim(crowdColors.hot, light.hot));
  const styles = strip.scale > edgeScale ? [toCss(dim(edge, 0.22)), body] : [body];
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const seen of strip.arms) {
    const raised = raisedOf(seen, moment);
    if (raised < 0.1) continue;
    const lean = 0.1 * swing(moment, 4, seen.person.offset);
    strokeArm(drawing, seen, -1, raised, lean, styles);
    if (seen.person.offset < 0.5) strokeArm(drawing, seen, 1, raised * 0.96, lean, styles);
  }
}

/** Phones held up as lamps, many in the verse, swaying together. */
function paintLights({ context, glow }: CrowdDrawing, strip: CrowdStrip, moment: Moment): void {
  const { energy } = moment;
  context.globalCompositeOperation = 'lighter';
  for (const { person, crown } of strip.lights) {
    const level = mix(1, smooth(0.5, 0.9, person.shade) * 0.8, energy) * (0.7 + 0.3 * swing(moment, 8, person.offset));
    if (level < 0.1) continue;
    const { scale } = crown;
    const size = Math.min(30, Math.max(5, 0.42 * scale));
    const x = crown.x + (0.2 + 0.13 * swing(moment, 8)) * scale;
    context.globalAlpha = Math.min(1, level);
    context.drawImage(glow, x - size / 2, crown.y - 0.22 * scale - size / 2, size, size);
  }
  context.globalAlpha = 1;
  context.globalCompositeOperation = 'source-over';
}

export function paintStrip(drawing: CrowdDrawing, strip: CrowdStrip, moment: Moment, light: CrowdLight): void {
  const { context } = drawing;
  const { scale, offset } = strip;
  const hop = (0.015 + 0.075 * moment.energy) * Math.abs(Math.sin(Math.PI * (moment.beats + offset)));
  const [x, y] = [Math.round(0.03 * swing(moment, 4, offset / 4) * scale), Math.round((0.05 - hop) * scale)];
  context.translate(x, y);
  drawBitmap(context, strip.body);
  context.globalCompositeOperation = 'lighter';
  for (const { tone, bitmap } of strip.lit) {
    context.globalAlpha = light[tone];
    drawBitmap(context, bitmap);
  }
  context.globalAlpha = 1;
  context.globalCompositeOperation = 'source-over';
  paintArms(drawing, strip, moment, light);
  paintLights(drawing, strip, moment);
  context.translate(-x, -y);
}
