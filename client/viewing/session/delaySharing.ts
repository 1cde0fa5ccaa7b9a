import type { ViewerNotices, viewerRequests } from '../../../shared/conversations/viewer.ts';
import type { Conversation } from '../../connection/conversation.ts';
import type { GridClock } from '../../sync/gridClock.ts';
import { createValue, type Value } from '../../value.ts';

/** A smaller change of the need is noise, ms. */
const worthSendingMs = 20;
const checkEveryMs = 1_000;

export type DelaySharing = {
  isOn: Value<boolean>;
  set(isOn: boolean): void;
  close(): void;
};

/** Agrees with other viewers of the event on one grid delay, so that people side by side see the same instant. */
export function shareDelayOf(
  { ask, onNotice, onConnected }: Conversation<typeof viewerRequests, ViewerNotices>,
  grid: GridClock,
): DelaySharing {
  const isOn = createValue(false);
  /** The need that the server has; null while it has none. */
  let sent: number | null = null;

  const send = async (neededMs: number | null) => {
    sent = neededMs;
    const { delayMs } = await ask('shareDelay', { neededMs });
    grid.share(isOn.get() ? delayMs : null);
  };
  const sendIfChanged = () => {
    const neededMs = Math.round(grid.neededMs());
    if (!isOn.get() || (sent !== null && Math.abs(neededMs - sent) < worthSendingMs)) return;
    // Lost with the connection; sent again over the next one.
    send(neededMs).catch(() => {
      sent = null;
    });
  };

  onNotice('delayShared', ({ delayMs }) => grid.share(isOn.get() ? delayMs : null));
  // The server keeps who shares by socket.
  onConnected(() => {
    sent = null;
    sendIfChanged();
  });
  const timer = setInterval(sendIfChanged, checkEveryMs);
  return {
    isOn,
    set(next) {
      isOn.set(next);
      if (next) return sendIfChanged();
      grid.share(null);
      if (sent !== null) void send(null).catch(() => undefined);
      sent = null;
    },
    close: () => clearInterval(timer),
  };
}
