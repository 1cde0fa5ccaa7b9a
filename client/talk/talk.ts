import type { ModeratorNotices, moderatorRequests } from '../../shared/conversations/moderator.ts';
import type { Message, Reacted, Reaction } from '../../shared/conversations/talk.ts';
import { noticeOf } from '../../shared/refusals.ts';
import type { ReportReason } from '../../shared/reports.ts';
import { type Conversation, Refused } from '../connection/conversation.ts';
import { inWords, type Saying } from '../ui/inWords.ts';
import { createValue, type Value } from '../value.ts';

/** Older ones go: a page that is open all evening stays small. */
const mostMessages = 200;
/** How long a reaction floats. */
const floatMs = 2_600;
const mostFloating = 24;

export type Floating = Reacted & { key: number };

/** What those who watch say: a chat on the event's clock, reactions, reports. */
export type Talk = {
  messages: Value<readonly Message[]>;
  /** This device's own sender. */
  sender: Value<string>;
  /** When one may speak again, ms of the page's time; 0 for at once. */
  quietUntil: Value<number>;
  reactions: Value<Readonly<Partial<Record<Reaction, number>>>>;
  /** Those of the last moments. */
  floating: Value<readonly Floating[]>;
  /** Messages that came since somebody looked. */
  unread: Value<number>;
  trouble: Value<Saying | null>;
  /** While it is looked at nothing is unread. */
  look(isLooking: boolean): void;
  say(text: string, name: string, perspective: string | null): Promise<boolean>;
  react(reaction: Reaction, perspective: string | null): void;
  report(perspective: string, reason: ReportReason, note: string): Promise<Saying | null>;
  /** Asks for what there is: at first, and whenever the connection is back. */
  begin(): void;
};

type Asks = Pick<Conversation<typeof moderatorRequests, ModeratorNotices>, 'ask' | 'onTold'>;

const sayingOf = (fault: unknown) => inWords(fault instanceof Refused ? fault.notice : noticeOf('defect'));

export function createTalk({ ask, onTold }: Asks): Talk {
  const messages = createValue<readonly Message[]>([]);
  const sender = createValue('');
  const quietUntil = createValue(0);
  const reactions = createValue<Readonly<Partial<Record<Reaction, number>>>>({});
  const floating = createValue<readonly Floating[]>([]);
  const unread = createValue(0);
  const trouble = createValue<Saying | null>(null);
  let isLooking = false;
  let slowSeconds = 0;
  let keys = 0;

  const add = (message: Message) => {
    if (messages.get().some(({ id }) => id === message.id)) return;
    messages.change((now) => [...now, message].slice(-mostMessages));
    if (!isLooking && message.sender !== sender.get()) unread.change((now) => now + 1);
  };
  onTold('messageSaid', add);
  onTold('messageDeleted', ({ id }) => messages.change((now) => now.filter((each) => each.id !== id)));
  onTold('reacted', (reacted) => {
    const { reaction, count } = reacted;
    reactions.change((now) => ({ ...now, [reaction]: (now[reaction] ?? 0) + count }));
    keys += 1;
    const key = keys;
    floating.change((now) => [...now, { ...reacted, key }].slice(-mostFloating));
    setTimeout(() => floating.change((now) => now.filter((each) => each.key !== key)), floatMs);
  });

  return {
    messages,
    sender,
    quietUntil,
    reactions,
    floating,
    unread,
    trouble,
    look(next) {
      isLooking = next;
      if (next) unread.set(0);
    },
    async say(text, name, perspective) {
      trouble.set(null);
      try {
        const { message } = await ask('say', { text, name, perspective });
        add(message);
        if (slowSeconds > 0) quietUntil.set(performance.now() + slowSeconds * 1_000);
        return true;
      } catch (fault) {
        trouble.set(sayingOf(fault));
        return false;
      }
    },
    react(reaction, perspective) {
      void ask('react', { reaction, perspective }).catch((fault: unknown) => trouble.set(sayingOf(fault)));
    },
    report: (perspective, reason, note) =>
      ask('report', { perspective, reason, note }).then(
        () => null,
        (fault: unknown) => sayingOf(fault),
      ),
    begin() {
      void ask('readMessages', {}).then(
        (known) => {
          slowSeconds = known.slowSeconds;
          sender.set(known.sender);
          reactions.set(known.reactions);
          messages.set(known.messages.filter(({ isDeleted }) => !isDeleted));
        },
        () => undefined,
      );
    },
  };
}
