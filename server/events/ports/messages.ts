import type { Message } from '../../../shared/conversations/talk.ts';
import type { Reaction } from '../../../shared/talk.ts';

/** Fulfilled by `server/registry`: every method throws `registryDown` while Redis cannot serve. */

export type MessageLog = {
  /** Stores a message and its sender's network; the oldest messages are dropped. */
  say(event: string, message: Message, network: string): Promise<void>;
  /** The newest, oldest first, with those that were deleted. */
  newest(event: string, count: number): Promise<Message[]>;
};

export type Speakers = {
  /**
   * Slow mode: whether this sender may speak now; if so, not again for `seconds`. Its network's share is used up, too.
   */
  checkSlowMode(
    event: string,
    from: { sender: string; network: string; isNew: boolean },
    seconds: number,
  ): Promise<boolean>;
  /**
   * Until when this sender, or any other of this network, is muted, ms (wall clock); 0 for not muted. `now`: ms (wall
   * clock).
   */
  mutedUntil(event: string, sender: string, network: string | null, now: number): Promise<number>;
  /** Whether this sender has written here; only the most recent senders are known. */
  isSpeaker(event: string, sender: string): Promise<boolean>;
};

export type ReactionCounts = {
  /** Adds to the counts. */
  react(event: string, counts: Partial<Record<Reaction, number>>): Promise<void>;
  reactions(event: string): Promise<Partial<Record<Reaction, number>>>;
};

export type Messages = MessageLog & Speakers & ReactionCounts;
