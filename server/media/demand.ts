import { demandOf, noDemand, wantedLayer } from '../../shared/layers.ts';
import type { Now } from '../events/ports/clocks.ts';
import type { Uplink } from '../events/ports/media.ts';

/**
 * The layer that viewers want of one track: raised at once, lowered 5 s after the last wish (shared/layers); null for
 * none.
 */
function createDemand(now: Now) {
  let demand = noDemand;
  return {
    get layer() {
      return wantedLayer(demand, now());
    },
    want(layer: number | null): void {
      demand = demandOf(demand, layer, now());
    },
  };
}

/**
 * The demand of viewers for one phone's picture and sound. The phone carries it out: client/media/sentLayers; the 5 s:
 * shared/layers.
 */
export type Demand = {
  readonly wanted: Uplink['wanted'];
  /** Whether any viewer wants the sound. */
  readonly isHeard: boolean;
  want(layer: number | null, isHeard: boolean): void;
  /** Calls `notify` if `wanted` changed since the last call: it also changes as time passes. */
  update(): void;
  /** The next update notifies in any case: the phone announced its picture again. */
  forgetLast(): void;
};

export function createUplinkDemand(
  now: Now,
  isSoundMissing: () => boolean,
  notify: (wanted: Uplink['wanted']) => void,
): Demand {
  const picture = createDemand(now);
  const sound = createDemand(now);
  let last: Uplink['wanted'] | null = null;
  const wanted = () => ({
    layer: picture.layer,
    // A missing sound is requested until it arrives, even if nobody hears it: otherwise nobody would know it is back.
    isHeard: sound.layer !== null || isSoundMissing(),
  });

  return {
    get wanted() {
      return wanted();
    },
    get isHeard() {
      return sound.layer !== null;
    },
    want(layer, isHeard) {
      picture.want(layer);
      sound.want(isHeard ? 0 : null);
    },
    update() {
      const { layer, isHeard } = wanted();
      if (last?.layer === layer && last.isHeard === isHeard) return;
      last = { layer, isHeard };
      notify(last);
    },
    forgetLast() {
      last = null;
    },
  };
}
