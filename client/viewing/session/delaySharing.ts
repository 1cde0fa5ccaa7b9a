import type { ViewerNotices, viewerRequests } from '../../../shared/conversations/viewer.ts';
import type { Conversation } from '../../connection/conversation.ts';
import type { GridClock } from '../../sync/gridClock.ts';
import { createValue, type Value } from '../../value.ts';

/** Needs are told when they have changed by more than this, ms; less would be noise to everybody. */
const worthTellingMs = 20;
const lookEveryMs = 1_000;

export type DelaySharing = {
  isOn: Value<boolean>;
  set(isOn: boolean): void;
  close(): void;
};

/** Agrees with other viewers of the event on one grid delay, so that people side by side see the same thing at once. */
export function shareDelayOf(
  { ask, onNotice, onConnected }: Conversation<typeof viewerRequests, ViewerNotices>,
  grid: GridClock,
): DelaySharing {
  const isOn = createValue(false);
  let told: number | null = null;

  const tell = async (neededMs: number | null) => {
    told = neededMs;
    const { delayMs } = await ask('shareDelay', { neededMs });
    grid.share(isOn.get() ? delayMs : null);
  };
  const look = () => {
    const neededMs = Math.round(grid.neededMs());
    if (!isOn.get() || (told !== null && Math.abs(neededMs - told) < worthTellingMs)) return;
    // Lost with the connection: told anew at the next one.
    tell(neededMs).catch(() => {
      told = null;
    });
  };

  onNotice('delayShared', ({ delayMs }) => grid.share(isOn.get() ? delayMs : null));
  // The server forgets who shares with the connection.
  onConnected(() => {
    told = null;
    look();
  });
  const looking = setInterval(look, lookEveryMs);
  return {
    isOn,
    set(next) {
      isOn.set(next);
      if (next) return look();
      grid.share(null);
      if (told !== null) void tell(null).catch(() => undefined);
      told = null;
    },
    close: () => clearInterval(looking),
  };
}
