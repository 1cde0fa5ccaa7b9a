import { demandOf, noDemand, wantedLayer } from '../../shared/layers.ts';
import type { Now } from '../events/ports.ts';

/** What viewers want of one phone, as it is told to it. */
export type Demand = {
  /** The highest layer to send; null where nobody watches. */
  readonly layer: number | null;
  /** The highest layer that anybody wants now. */
  want(layer: number | null): void;
  /** Time has passed: a layer may be wanted no longer. */
  tick(): void;
  /** Whoever is told next has not heard it. */
  tellAgain(): void;
};

export function createDemand(now: Now, tell: (layer: number | null) => void): Demand {
  let demand = noDemand;
  let told: number | null | undefined;

  const settle = () => {
    const layer = wantedLayer(demand, now());
    if (layer === told) return;
    told = layer;
    tell(layer);
  };
  return {
    get layer() {
      return wantedLayer(demand, now());
    },
    want(layer) {
      demand = demandOf(demand, layer, now());
      settle();
    },
    tick: settle,
    tellAgain() {
      told = undefined;
      settle();
    },
  };
}
