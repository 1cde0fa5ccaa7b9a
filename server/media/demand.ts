import { demandOf, noDemand, wantedLayer } from '../../shared/layers.ts';
import type { Now } from '../events/ports/clocks.ts';

/** What viewers want of one phone: more at once, less a while after the last wish. */
export type Demand = {
  /** The highest layer to send; null where nobody watches. */
  readonly layer: number | null;
  /** The highest layer that anybody wants now. */
  want(layer: number | null): void;
};

export function createDemand(now: Now): Demand {
  let demand = noDemand;
  return {
    get layer() {
      return wantedLayer(demand, now());
    },
    want(layer) {
      demand = demandOf(demand, layer, now());
    },
  };
}
