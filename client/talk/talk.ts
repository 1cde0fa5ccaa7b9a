import type { Message } from '../../shared/conversations/talk.ts';
import type { ViewerNotices, viewerRequests } from '../../shared/conversations/viewer.ts';
import type { ReportReason } from '../../shared/reports.ts';
import type { Reaction } from '../../shared/talk.ts';
import type { Conversation } from '../connection/conversation.ts';
import { Refused } from '../connection/refused.ts';
import { type Explanation, inWords } from '../ui/inWords.ts';
import { createValue, type Value } from '../value.ts';
import { words } from '../words/words.ts';
import { createReactionFeed, type ReactionFeed } from './reactionFeed.ts';

/** Older messages are dropped, so that a page left open for hours stays small. */
const maxMessages = 200;

/** What viewers say: messages, reactions, reports. */
export type Talk = Pick<ReactionFeed, 'counts' | 'floating'> & {
  messages: Value<readonly Message[]>;
  /** Sender id of this device. */
  sender: Value<string>;
  /** Slow mode: minimum seconds between two messages of one sender; 0 if off. */
  slowSeconds: Value<number>;
  /** When this device may send again, by `performance.now()`, ms; 0 for at once. */
  quietUntil: Value<number>;
  /** Messages that arrived while the panel was closed. */
  unread: Value<number>;
  trouble: Value<Explanation | null>;
  /** While the panel is open nothing is unread. */
  setOpen(isOpen: boolean): void;
  say(text: string, name: string, perspective: string | null): Promise<boolean>;
  react(reaction: Reaction, perspective: string | null): void;
  report(perspective: string, reason: ReportReason, note: string): Promise<Explanation | null>;
  /** Whether this page has reported it: only one report per device counts. */
  hasReported(perspective: string): boolean;
  /** Reads the current state, at first and after each reconnection. */
  begin(): void;
};

type Asks = Pick<Conversation<typeof viewerRequests, ViewerNotices>, 'ask' | 'onNotice'>;

function failureInWords(fault: unknown): Explanation {
  if (fault instanceof Refused) return inWords(fault.notice);
  // The request was lost; the user may try again.
  return words.talk.unanswered;
}

/** The messages, and the number of unread ones. */
function keepMessages({ onNotice }: Pick<Asks, 'onNotice'>) {
  const messages = createValue<readonly Message[]>([]);
  const sender = createValue('');
  const unread = createValue(0);
  let isOpen = false;
  const add = (message: Message) => {
    if (messages.get().some(({ id }) => id === message.id)) return;
    messages.change((now) => [...now, message].slice(-maxMessages));
    if (!isOpen && message.sender !== sender.get()) unread.change((now) => now + 1);
  };
  onNotice('messageSaid', add);
  onNotice('messageDeleted', ({ id }) => messages.change((now) => now.filter((each) => each.id !== id)));
  const setOpen = (next: boolean) => {
    isOpen = next;
    if (next) unread.set(0);
  };
  return { messages, sender, unread, add, setOpen };
}

export function createTalk({ ask, onNotice }: Asks): Talk {
  const { messages, sender, unread, add, setOpen } = keepMessages({ onNotice });
  const reactionFeed = createReactionFeed({ ask, onNotice });
  const slowSeconds = createValue(0);
  const quietUntil = createValue(0);
  const trouble = createValue<Explanation | null>(null);
  const reported = new Set<string>();
  const fail = (fault: unknown) => trouble.set(failureInWords(fault));
  onNotice('eventChanged', (event) => slowSeconds.set(event.slowSeconds));

  return {
    messages,
    sender,
    slowSeconds,
    quietUntil,
    unread,
    trouble,
    setOpen,
    counts: reactionFeed.counts,
    floating: reactionFeed.floating,
    async say(text, name, perspective) {
      trouble.set(null);
      try {
        const { message } = await ask('say', { text, name, perspective });
        add(message);
        const waitMs = message.isModerator ? 0 : slowSeconds.get() * 1_000;
        quietUntil.set(waitMs && performance.now() + waitMs);
        return true;
      } catch (fault) {
        fail(fault);
        return false;
      }
    },
    react: (reaction, perspective) => void reactionFeed.react(reaction, perspective).catch(fail),
    report: (perspective, reason, note) =>
      ask('report', { perspective, reason, note }).then(() => {
        reported.add(perspective);
        return null;
      }, failureInWords),
    hasReported: (perspective) => reported.has(perspective),
    begin() {
      void ask('readMessages', {}).then(
        (known) => {
          slowSeconds.set(known.slowSeconds);
          sender.set(known.sender);
          reactionFeed.begin(known.reactions);
          messages.set(known.messages.filter(({ isDeleted }) => !isDeleted));
        },
        // The next connection reads it again.
        () => undefined,
      );
    },
  };
}
