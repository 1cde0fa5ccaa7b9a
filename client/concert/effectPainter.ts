import { bigWheel } from './backdrop.ts';
import { createBitmap } from './draw/bitmap.ts';
import type { Color, ToCss } from './draw/color.ts';
import { type Lens, project } from './draw/lens.ts';
import { mix } from './draw/number.ts';
import { ballAt, ballM, confetti, flames } from './effects.ts';
import type { Moment } from './music/score.ts';

type Context = CanvasRenderingContext2D;
export type Sprites = { glow: CanvasImageSource; fire: CanvasImageSource; ball: CanvasImageSource };
export type EffectDrawing = { context: Context; lens: Lens; toCss: ToCss } & Sprites;

const ballPx = 96;

/** A ball of six colors, lit from above. */
export function createBall(toCss: ToCss): HTMLCanvasElement {
  const { canvas, context } = createBitmap({ left: 0, top: 0, right: ballPx, bottom: ballPx });
  const half = ballPx / 2;
  const panels: Color[] = [
    [0.95, 0.3, 0.25],
    [0.95, 0.9, 0.85],
    [0.2, 0.5, 0.95],
    [0.95, 0.9, 0.85],
    [0.98, 0.75, 0.2],
    [0.95, 0.9, 0.85],
  ];
  for (const [index, color] of panels.entries()) {
    context.beginPath();
    context.moveTo(half, half);
    context.arc(half, half, half - 1, (index / 6) * 2 * Math.PI, ((index + 1) / 6) * 2 * Math.PI + 0.02);
    context.fillStyle = toCss(color);
    context.fill();
  }
  const shade = context.createRadialGradient(half * 0.8, half * 0.5, half * 0.1, half, half, half);
  shade.addColorStop(0, 'rgba(10,5,30,0.1)');
  shade.addColorStop(1, 'rgba(10,5,30,0.82)');
  context.globalCompositeOperation = 'source-atop';
  context.fillStyle = shade;
  context.fillRect(0, 0, ballPx, ballPx);
  return canvas;
}

const [firePx, fireTallPx] = [48, 128];

/** A flame: narrow and white at the bottom, red and fading at the top. */
export function createFire(): HTMLCanvasElement {
  const { canvas, context } = createBitmap({ left: 0, top: 0, right: firePx, bottom: fireTallPx });
  context.globalCompositeOperation = 'lighter';
  const steps = 26;
  for (let step = 0; step < steps; step += 1) {
    const height = step / steps;
    const radius = (firePx / 2) * (0.34 + 1.5 * height * (1 - height) + 0.1 * (1 - height));
    const y = fireTallPx - radius - height * (fireTallPx - 2 * radius);
    const x = firePx / 2 + 3 * Math.sin(height * 7);
    const light = context.createRadialGradient(x, y, 0, x, y, Math.min(radius, firePx / 2));
    const color = `255,${Math.round(mix(190, 60, height))},${Math.round(mix(90, 8, height))}`;
    light.addColorStop(0, `rgba(${color},${(0.34 * (1 - height) ** 0.7).toFixed(3)})`);
    light.addColorStop(1, `rgba(${color},0)`);
    context.fillStyle = light;
    context.fillRect(0, 0, firePx, fireTallPx);
  }
  return canvas;
}

export function paintBall({ context, lens, ball }: EffectDrawing, moment: Moment): void {
  const { x, y, depth, scale } = project(lens, ballAt(moment));
  const size = ballM * 2 * scale;
  // This close it would hide the stage.
  if (depth < 3 || x < -size || x > lens.widthPx + size || y < -size) return;
  context.translate(x, y);
  context.rotate((moment.ms / 900) % (2 * Math.PI));
  context.drawImage(ball, -size / 2, -size / 2, size, size);
}

export function paintFlames({ context, lens, fire }: EffectDrawing, moment: Moment): void {
  context.globalCompositeOperation = 'lighter';
  for (const { at, heightM } of flames(moment)) {
    const { x, y, depth, scale } = project(lens, at);
    if (depth < 1.5) continue;
    const [wide, high] = [0.34 * heightM * scale, heightM * scale];
    context.drawImage(fire, x - wide / 2, y - high, wide, high);
  }
  context.globalCompositeOperation = 'source-over';
}

const papers: Color[] = [
  [1, 0.82, 0.45],
  [1, 0.4, 0.55],
  [0.55, 0.8, 1],
  [0.95, 0.95, 0.95],
];

export function paintConfetti({ context, lens, toCss }: EffectDrawing, moment: Moment): void {
  const scraps = confetti(moment);
  for (const [kind, color] of papers.entries()) {
    context.fillStyle = toCss(color, 0.85);
    for (const { at, visible, hue } of scraps) {
      if (Math.floor(hue * papers.length) !== kind) continue;
      const { x, y, depth, scale } = project(lens, at);
      if (depth < 1) continue;
      const size = Math.max(1.2, 0.06 * scale);
      context.fillRect(x, y, size, size * (0.25 + 0.75 * visible));
    }
  }
}

/** The rotating lamps of the big wheel. */
export function paintWheelLamps({ context, lens, toCss }: EffectDrawing, { ms, pulse }: Moment): void {
  const { hub, radiusM, spokes } = bigWheel;
  const { x, y, depth, scale } = project(lens, hub);
  if (depth < 20 || Math.abs(x - lens.widthPx / 2) > lens.widthPx) return;
  const [radius, size] = [radiusM * scale, Math.max(1.4, lens.focalPx * 0.0042)];
  const rotation = ((ms / 24_000) % 1) * 2 * Math.PI;
  for (let lamp = 0; lamp < spokes * 2; lamp += 1) {
    const angle = rotation + (lamp / (spokes * 2)) * 2 * Math.PI;
    context.fillStyle = toCss(lamp % 2 ? [1, 0.72, 0.35] : [0.5, 0.75, 1], 0.6 + 0.4 * pulse);
    context.fillRect(x + radius * Math.cos(angle) - size / 2, y + radius * Math.sin(angle) - size / 2, size, size);
  }
}
