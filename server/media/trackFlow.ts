import { stallAfterMs } from '../../shared/lifecycle.ts';
import type { Now } from '../events/ports/clocks.ts';

/** Whether one track is missing while the other one arrives. */
export type TrackFlow = {
  /**
   * True until packets arrive again, or the phone switches the track: a track that is not due cannot prove that it is
   * back.
   */
  readonly isMissing: boolean;
  /** `packets`: the total so far. `isDue`: the phone should be sending the track now. */
  update(packets: number, isDue: boolean): void;
  /** The phone switched the track on or off. */
  reset(): void;
};

export function createTrackFlow(now: Now): TrackFlow {
  let counted = 0;
  let dueSince: number | null = null;
  let isMissing = false;

  return {
    get isMissing() {
      return isMissing;
    },
    update(packets, isDue) {
      const at = now();
      const hasNewPackets = packets > counted;
      counted = packets;
      if (hasNewPackets) isMissing = false;
      if (hasNewPackets || !isDue) dueSince = isDue ? at : null;
      dueSince ??= isDue ? at : null;
      if (dueSince !== null && at - dueSince >= stallAfterMs) isMissing = true;
    },
    reset() {
      dueSince = null;
      isMissing = false;
    },
  };
}
