import type { ToCss } from '../draw/color.ts';
import { type Lens, project } from '../draw/lens.ts';
import { dot, minus, unit } from '../draw/vector.ts';
import type { Moment } from '../music/score.ts';
import { beamDirection, beamLamps, beamLevel } from './beams.ts';
import { lamps } from './lamps.ts';

type Drawing = { context: CanvasRenderingContext2D; lens: Lens; toCss: ToCss; glow: CanvasImageSource };

function paintGlow({ context, glow }: Drawing, x: number, y: number, size: number, level: number): void {
  if (level < 0.03 || size < 2) return;
  context.globalAlpha = Math.min(1, level);
  context.drawImage(glow, x - size / 2, y - size / 2, size, size);
}

/** The lamps themselves, brighter the more they point at the camera; the blinders flash when a bar starts. */
export function paintLamps(drawing: Drawing, moment: Moment): void {
  const { context, lens } = drawing;
  context.globalCompositeOperation = 'lighter';
  for (const lamp of beamLamps) {
    if (lamp.row === 'floor') continue;
    const { x, y, depth, scale } = project(lens, lamp.at);
    if (depth < 0.8) continue;
    const atUs = Math.max(0, dot(beamDirection(lamp, moment), unit(minus(lens.from, lamp.at))));
    const level = beamLevel(lamp, moment) * (0.5 + 0.5 * atUs);
    paintGlow(drawing, x, y, scale * (0.45 + 1.3 * atUs ** 8), level);
  }
  for (const at of moment.flash > 0.03 ? lamps.white.at : []) {
    const { x, y, depth, scale } = project(lens, at);
    if (depth < 0.8) continue;
    const isFront = lens.from.y < at.y;
    paintGlow(drawing, x, y, scale * (isFront ? 2.6 : 1), moment.flash);
  }
  context.globalAlpha = 1;
  context.globalCompositeOperation = 'source-over';
}
