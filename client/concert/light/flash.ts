import type { ToCss } from '../draw/color.ts';
import type { Lens } from '../draw/lens.ts';
import type { Moment } from '../music/score.ts';

/** Largest opacity of the white flash. */
const veil = 0.2;

/** The haze lights up when a bar starts. */
export function paintFlash(context: CanvasRenderingContext2D, lens: Lens, toCss: ToCss, { flash }: Moment): void {
  if (flash < 0.04) return;
  context.globalCompositeOperation = 'lighter';
  context.fillStyle = toCss([0.85, 0.9, 1], flash * veil);
  context.fillRect(0, 0, lens.widthPx, lens.heightPx);
  context.globalCompositeOperation = 'source-over';
}
