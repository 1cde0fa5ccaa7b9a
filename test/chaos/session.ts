import { type Conversation, openConversation } from '../../client/connection/conversation.ts';
import { Refused } from '../../client/connection/refused.ts';
import { createRetry } from '../../client/connection/retry.ts';
import type { Handshake } from '../../shared/conversations/handshake.ts';
import type { Role } from '../../shared/domain.ts';
import { isFinal, type RefusalNotice } from '../../shared/refusals.ts';
import type { Requests } from '../../shared/wire.ts';

/** Sessions opened from now on connect here, as pages connect to their own origin. */
export function standAt(url: string): void {
  Object.defineProperty(globalThis, 'location', { value: new URL(url), configurable: true });
}

export type Session<T extends Requests, Notices> = {
  readonly conversation: Conversation<T, Notices>;
  /** Connected and started. */
  isUp(): boolean;
  /** A final refusal, which a page would show instead of the event. */
  problem(): RefusalNotice | null;
  /** Starts again, one at a time. */
  begin(): void;
  close(): void;
};

/** The product's own client connection, which starts the session again at each connection and after each failure. */
export function keepSession<T extends Requests, Notices>(
  role: Role,
  handshake: () => Handshake,
  start: (conversation: Conversation<T, Notices>) => Promise<unknown>,
): Session<T, Notices> {
  const conversation = openConversation<T, Notices>(role, { say: handshake });
  let isBegun = false;
  let isClosed = false;
  let problem: RefusalNotice | null = null;
  let queue: Promise<void> = Promise.resolve();

  const begin = () => {
    queue = queue.then(async () => {
      if (isClosed) return;
      again.stop();
      isBegun = false;
      try {
        await start(conversation);
        isBegun = true;
        problem = null;
        again.worked();
      } catch (fault) {
        if (fault instanceof Refused && isFinal(fault.notice.code)) problem = fault.notice;
        else again.later(fault instanceof Refused ? fault.notice.code : undefined);
      }
    });
  };
  const again = createRetry(() => conversation.state.get() === 'connected' && begin());
  conversation.onConnected(begin);
  conversation.state.follow(() => {
    if (conversation.state.get() === 'refused') problem = conversation.refusal.get();
  });
  return {
    conversation,
    isUp: () => isBegun && conversation.state.get() === 'connected',
    problem: () => problem,
    begin,
    close() {
      isClosed = true;
      again.stop();
      conversation.close();
    },
  };
}
