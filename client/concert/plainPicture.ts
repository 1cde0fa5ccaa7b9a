import type { VirtualPicture } from './concertPicture.ts';
import type { Seat } from './seats.ts';

/** The sun orbits once in this time. */
const orbitMs = 4_000;

/** Costs almost no drawing, for measurements of everything else: an orbiting sun, in another color for each seat. */
export function createPlainPicture({ seed }: Seat, widthPx: number, heightPx: number): VirtualPicture {
  const hue = (seed * 47) % 360;
  const radiusPx = heightPx / 6;
  return {
    draw(context, ms) {
      const angle = ((ms % orbitMs) / orbitMs) * 2 * Math.PI;
      context.fillStyle = `hsl(${hue} 45% 22%)`;
      context.fillRect(0, 0, widthPx, heightPx);
      context.fillStyle = `hsl(${hue} 80% 62%)`;
      context.beginPath();
      context.arc(
        widthPx / 2 + (widthPx / 3) * Math.cos(angle),
        heightPx * 0.58 + (heightPx / 5) * Math.sin(angle),
        radiusPx,
        0,
        2 * Math.PI,
      );
      context.fill();
    },
  };
}
