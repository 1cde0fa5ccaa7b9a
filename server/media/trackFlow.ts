import { stallAfterMs } from '../../shared/lifecycle.ts';
import type { Now } from '../events/ports/clocks.ts';

/** Whether one track comes that should, while the other one does. */
export type TrackFlow = {
  /** True until packets come again, or the phone says anew what is on: what is not asked for cannot prove itself. */
  readonly isMissing: boolean;
  /** So many packets have come in all; `isDue`: the phone ought to be sending it now. */
  saw(packets: number, isDue: boolean): void;
  /** What is on was said anew. */
  forget(): void;
};

export function createTrackFlow(now: Now): TrackFlow {
  let known = 0;
  let dueSince: number | null = null;
  let isMissing = false;

  return {
    get isMissing() {
      return isMissing;
    },
    saw(packets, isDue) {
      const at = now();
      const came = packets > known;
      known = packets;
      if (came) isMissing = false;
      if (came || !isDue) dueSince = isDue ? at : null;
      dueSince ??= isDue ? at : null;
      if (dueSince !== null && at - dueSince >= stallAfterMs) isMissing = true;
    },
    forget() {
      dueSince = null;
      isMissing = false;
    },
  };
}
