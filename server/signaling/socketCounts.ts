import { createCounts } from '../../shared/counts.ts';
import { type Asker, caps } from '../../shared/limits.ts';
import { Refusal } from '../../shared/refusals.ts';

/** Counts the sockets of each browser and network, and refuses one too many; returns what to call when it has closed. */
export function countSockets(scale: number): (asker: Asker) => () => void {
  const counts = createCounts<string>();
  return ({ device, address, network }) => {
    // Without a cookie the address replaces the device: then only the limit of the network applies.
    const hasCookie = device !== address;
    const isTooMany =
      counts.of(network) >= caps.sockets.network * scale ||
      (hasCookie && counts.of(device) >= caps.sockets.device * scale);
    if (isTooMany) throw new Refusal('tooManySockets');
    const leaves = [counts.add(network), ...(hasCookie ? [counts.add(device)] : [])];
    return () => {
      for (const leave of leaves.splice(0)) leave();
    };
  };
}
