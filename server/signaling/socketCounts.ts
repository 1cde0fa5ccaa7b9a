import { createCounts } from '../../shared/counts.ts';
import { type Asker, caps } from '../../shared/limits.ts';
import { Refusal } from '../../shared/refusals.ts';

/** Counts the sockets of each browser and network, and refuses one too many; returns what to call when it has gone. */
export function countSockets(scale: number): (asker: Asker) => () => void {
  const counts = createCounts<string>();
  return ({ device, address, network }) => {
    // Without a cookie a device is whoever has the address: those are one network's.
    const isKnown = device !== address;
    const isTooMany =
      counts.of(network) >= caps.sockets.network * scale ||
      (isKnown && counts.of(device) >= caps.sockets.device * scale);
    if (isTooMany) throw new Refusal('tooManySockets');
    const gone = [counts.add(network), ...(isKnown ? [counts.add(device)] : [])];
    return () => {
      for (const leave of gone.splice(0)) leave();
    };
  };
}
