import { type Conversation, converse } from '../../client/connection/conversation.ts';
import { Refused } from '../../client/connection/refused.ts';
import type { Requests } from '../../shared/conversation.ts';
import type { Handshake } from '../../shared/conversations/handshake.ts';
import type { Role } from '../../shared/domain.ts';
import { type RefusalNotice, refusals } from '../../shared/refusals.ts';

/** As pages do after what can mend (`liveSession`, `watchSession`). */
const tryAgainAfterMs = 1_000;

/** Pages speak to where they come from: so do sessions that are opened from now on. */
export function standAt(url: string): void {
  Object.defineProperty(globalThis, 'location', { value: new URL(url), configurable: true });
}

export type Session<T extends Requests, Notices> = {
  readonly conversation: Conversation<T, Notices>;
  /** Connected, and all is begun. */
  isUp(): boolean;
  /** What a page would show instead of the event, for good. */
  problem(): RefusalNotice | null;
  /** Begins anew, in its turn. */
  begin(): void;
  close(): void;
};

/** The conversation of the product's own pages, and what they do with it: begun at each connection, begun again after a fault. */
export function keepSession<T extends Requests, Notices>(
  role: Role,
  handshake: () => Handshake,
  start: (conversation: Conversation<T, Notices>) => Promise<unknown>,
): Session<T, Notices> {
  const conversation = converse<T, Notices>(role, handshake);
  let isBegun = false;
  let isClosed = false;
  let problem: RefusalNotice | null = null;
  let again: NodeJS.Timeout | undefined;
  let queue: Promise<void> = Promise.resolve();

  const begin = () => {
    queue = queue.then(async () => {
      if (isClosed) return;
      clearTimeout(again);
      isBegun = false;
      try {
        await start(conversation);
        isBegun = true;
        problem = null;
      } catch (fault) {
        if (fault instanceof Refused && refusals[fault.notice.code].isFinal) problem = fault.notice;
        else again = setTimeout(() => conversation.state.get() === 'connected' && begin(), tryAgainAfterMs);
      }
    });
  };
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
      clearTimeout(again);
      conversation.close();
    },
  };
}
