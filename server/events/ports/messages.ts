import type { Message } from '../../../shared/conversations/talk.ts';
import type { Reaction } from '../../../shared/talk.ts';

/** Fulfilled by `server/registry`: every method throws `registryDown` while Redis cannot serve. */

export type MessageLog = {
  /** Keeps a message, and from which network its sender speaks; the oldest messages are dropped. */
  say(event: string, message: Message, network: string): Promise<void>;
  /** The newest, oldest first, with those that were deleted. */
  newest(event: string, count: number): Promise<Message[]>;
};

export type Speakers = {
  /**
   * Slow mode: whether this sender may speak now, and if so not again for so many seconds; it uses up its network's
   * share, too.
   */
  checkSlowMode(
    event: string,
    from: { sender: string; network: string; isNew: boolean },
    seconds: number,
  ): Promise<boolean>;
  /** Until when a sender is muted, or any that spoke from this network, ms (wall clock); 0 for not muted. */
  mutedUntil(event: string, sender: string, network: string | null, now: number): Promise<number>;
  /** Whether this sender has said anything here; of very many senders, only the last ones are known. */
  isSpeaker(event: string, sender: string): Promise<boolean>;
};

export type ReactionCounts = {
  /** Adds to the counts. */
  react(event: string, counts: Partial<Record<Reaction, number>>): Promise<void>;
  reactions(event: string): Promise<Partial<Record<Reaction, number>>>;
};

export type Messages = MessageLog & Speakers & ReactionCounts;
