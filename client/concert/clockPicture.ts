import { screenDelayMs, syncColours, syncLevelAt } from '../../shared/syncCode.ts';
import type { VirtualPicture } from './concertPicture.ts';
import type { Seat } from './seats.ts';

/** The picture of a camera that films the server's clock on a screen, including the delay of that screen. */
export function createClockPicture(_seat: Seat, widthPx: number, heightPx: number): VirtualPicture {
  return {
    draw(context, ms) {
      const level = syncLevelAt(ms - screenDelayMs);
      const parts = syncColours.off.map((off, index) => Math.round(off + ((syncColours.on[index] ?? 0) - off) * level));
      context.fillStyle = '#101216';
      context.fillRect(0, 0, widthPx, heightPx);
      context.fillStyle = `rgb(${parts.join(' ')})`;
      context.fillRect(widthPx * 0.15, heightPx * 0.12, widthPx * 0.7, heightPx * 0.76);
    },
  };
}
