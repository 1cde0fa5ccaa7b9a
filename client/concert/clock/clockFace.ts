import { timecodeBits, timecodeBlocks } from '../../../shared/timecode.ts';

/** Draws the machine-readable clock across the top of a picture. */
export function paintTimecode(context: CanvasRenderingContext2D, widthPx: number, heightPx: number, ms: number): void {
  const bits = timecodeBits(ms);
  context.setTransform(1, 0, 0, 1, 0, 0);
  for (const [index, { left, top, width, height }] of timecodeBlocks.entries()) {
    const [x, y] = [Math.round(left * widthPx), Math.round(top * heightPx)];
    context.fillStyle = bits[index] ? '#fff' : '#000';
    context.fillRect(x, y, Math.round((left + width) * widthPx) - x, Math.round((top + height) * heightPx) - y);
  }
}
