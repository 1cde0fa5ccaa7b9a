import { followDeliveries } from './deliveries.ts';
import type { Play } from './playing.ts';

/** Shows frames as the browser does by itself, and only measures them. */
export const plainPlayout: Play = (track, receiver, tile, instant, show) => {
  show(track);
  const close = followDeliveries(receiver, tile, instant);
  return { steer: () => undefined, close };
};
