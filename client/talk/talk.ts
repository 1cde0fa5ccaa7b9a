import type { ModeratorNotices, moderatorRequests } from '../../shared/conversations/moderator.ts';
import type { Message } from '../../shared/conversations/talk.ts';
import type { ReportReason } from '../../shared/reports.ts';
import type { Reaction } from '../../shared/talk.ts';
import type { Conversation } from '../connection/conversation.ts';
import { Refused } from '../connection/refused.ts';
import { type Explanation, inWords } from '../ui/inWords.ts';
import { createValue, type Value } from '../value.ts';
import { words } from '../words/words.ts';
import { createReacting, type Reacting } from './reacting.ts';

/** Older ones go: a page that is open all evening stays small. */
const mostMessages = 200;

/** What those who watch say: a chat on the event's clock, reactions, reports. */
export type Talk = Pick<Reacting, 'counts' | 'floating'> & {
  messages: Value<readonly Message[]>;
  /** This device's own sender. */
  sender: Value<string>;
  /** Seconds between two messages of one sender; 0 for none. */
  slowSeconds: Value<number>;
  /** When this device may speak again, ms of the page's time; 0 for at once. */
  quietUntil: Value<number>;
  /** Messages that came since somebody looked. */
  unread: Value<number>;
  trouble: Value<Explanation | null>;
  /** While it is looked at nothing is unread. */
  look(isLooking: boolean): void;
  say(text: string, name: string, perspective: string | null): Promise<boolean>;
  react(reaction: Reaction, perspective: string | null): void;
  report(perspective: string, reason: ReportReason, note: string): Promise<Explanation | null>;
  /** Whether this page has reported it: one report of a device counts. */
  hasReported(perspective: string): boolean;
  /** Asks for what there is: at first, and whenever the connection is back. */
  begin(): void;
};

type Asks = Pick<Conversation<typeof moderatorRequests, ModeratorNotices>, 'ask' | 'onNotice'>;

function sayingOf(fault: unknown): Explanation {
  if (fault instanceof Refused) return inWords(fault.notice);
  // What was asked was lost on its way, and whoever asked may do so again.
  return words.talk.unanswered;
}

/** The messages, and how many of them nobody here has seen. */
function createBook({ onNotice }: Pick<Asks, 'onNotice'>) {
  const messages = createValue<readonly Message[]>([]);
  const sender = createValue('');
  const unread = createValue(0);
  let isLooking = false;
  const add = (message: Message) => {
    if (messages.get().some(({ id }) => id === message.id)) return;
    messages.change((now) => [...now, message].slice(-mostMessages));
    if (!isLooking && message.sender !== sender.get()) unread.change((now) => now + 1);
  };
  onNotice('messageSaid', add);
  onNotice('messageDeleted', ({ id }) => messages.change((now) => now.filter((each) => each.id !== id)));
  const look = (next: boolean) => {
    isLooking = next;
    if (next) unread.set(0);
  };
  return { messages, sender, unread, add, look };
}

export function createTalk({ ask, onNotice }: Asks): Talk {
  const { messages, sender, unread, add, look } = createBook({ onNotice });
  const reacting = createReacting({ ask, onNotice });
  const slowSeconds = createValue(0);
  const quietUntil = createValue(0);
  const trouble = createValue<Explanation | null>(null);
  const reported = new Set<string>();
  const fail = (fault: unknown) => trouble.set(sayingOf(fault));
  onNotice('eventChanged', (event) => slowSeconds.set(event.slowSeconds));

  return {
    messages,
    sender,
    slowSeconds,
    quietUntil,
    unread,
    trouble,
    look,
    counts: reacting.counts,
    floating: reacting.floating,
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
    react: (reaction, perspective) => void reacting.react(reaction, perspective).catch(fail),
    report: (perspective, reason, note) =>
      ask('report', { perspective, reason, note }).then(() => {
        reported.add(perspective);
        return null;
      }, sayingOf),
    hasReported: (perspective) => reported.has(perspective),
    begin() {
      void ask('readMessages', {}).then(
        (known) => {
          slowSeconds.set(known.slowSeconds);
          sender.set(known.sender);
          reacting.begin(known.reactions);
          messages.set(known.messages.filter(({ isDeleted }) => !isDeleted));
        },
        // The next connection asks again.
        () => undefined,
      );
    },
  };
}
