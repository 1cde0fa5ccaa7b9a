import type { timeRequests } from '../../shared/conversations/time.ts';
import type { Handlers } from '../../shared/wire.ts';
import type { MessageRules } from './messageRules.ts';

/** Both clocks of this server. */
export function timeHandlers({ now, wallNow }: MessageRules): Handlers<typeof timeRequests, unknown> {
  return {
    exchangeTime() {
      const receivedAt = now();
      return { receivedAt, wallAheadMs: wallNow() - receivedAt, sentAt: now() };
    },
  };
}
