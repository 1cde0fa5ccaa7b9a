import type { Reacted } from '../../shared/conversations/talk.ts';
import type { ViewerNotices, viewerRequests } from '../../shared/conversations/viewer.ts';
import type { Reaction } from '../../shared/talk.ts';
import type { Conversation } from '../connection/conversation.ts';
import { createValue, type Value } from '../value.ts';

const floatMs = 2_600;
const maxFloating = 24;

export type Floating = Reacted & { key: number };
export type ReactionTotals = Readonly<Partial<Record<Reaction, number>>>;

/** Viewers' reactions: the totals, and those that are floating now. */
export type ReactionFeed = {
  counts: Value<ReactionTotals>;
  floating: Value<readonly Floating[]>;
  react(reaction: Reaction, perspective: string | null): Promise<void>;
  /** Sets the totals as the server has counted them. */
  begin(counts: ReactionTotals): void;
};

type Asks = Pick<Conversation<typeof viewerRequests, ViewerNotices>, 'ask' | 'onNotice'>;

export function createReactionFeed({ ask, onNotice }: Asks): ReactionFeed {
  const counts = createValue<ReactionTotals>({});
  const floating = createValue<readonly Floating[]>([]);
  let keys = 0;

  onNotice('reacted', (reacted) => {
    const { reaction, count } = reacted;
    counts.change((now) => ({ ...now, [reaction]: (now[reaction] ?? 0) + count }));
    keys += 1;
    const key = keys;
    floating.change((now) => [...now, { ...reacted, key }].slice(-maxFloating));
    setTimeout(() => floating.change((now) => now.filter((each) => each.key !== key)), floatMs);
  });

  return {
    counts,
    floating,
    begin: counts.set,
    async react(reaction, perspective) {
      await ask('react', { reaction, perspective });
    },
  };
}
