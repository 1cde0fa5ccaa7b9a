import { isRefusal } from '../../shared/refusals.ts';
import type { Reaction } from '../../shared/talk.ts';
import { allSettled } from './allSettled.ts';
import type { Audience } from './ports/audience.ts';
import type { WallNow } from './ports/clocks.ts';
import type { Messages } from './ports/messages.ts';

/** All reactions of this time are one notice for each reaction and perspective. */
const flushEveryMs = 500;
/** Events whose counts are kept while the registry is down; those of further events are lost. */
const maxUnwritten = 1_000;

type Reacted = { reaction: Reaction; perspective: string | null; count: number };
type Counts = Partial<Record<Reaction, number>>;
type Parts = {
  messages: Pick<Messages, 'react'>;
  audience: Audience;
  wallNow: WallNow;
  onDefect: (error: unknown) => void;
};

/** Viewers' reactions: sent to everybody in batches, then added to the event's counts. */
export function createReactions({ messages, audience, wallNow, onDefect }: Parts) {
  const pending = new Map<string, Map<string, Reacted>>();
  /** By event: sent and not written yet. */
  const unwritten = new Map<string, Counts>();

  const addUnwritten = (event: string, more: Counts): void => {
    if (!unwritten.has(event) && unwritten.size >= maxUnwritten) return;
    const counts = unwritten.get(event) ?? {};
    unwritten.set(event, counts);
    for (const [reaction, number] of Object.entries(more) as [Reaction, number][]) {
      counts[reaction] = (counts[reaction] ?? 0) + number;
    }
  };

  const send = (): void => {
    const batch = [...pending];
    pending.clear();
    const at = Math.round(wallNow());
    for (const [event, all] of batch) {
      for (const reacted of all.values()) {
        addUnwritten(event, { [reacted.reaction]: reacted.count });
        for (const role of ['viewer', 'moderator'] as const) audience.tell(role, event, 'reacted', { at, ...reacted });
      }
    }
  };

  const write = (): Promise<void> => {
    const batch = [...unwritten];
    unwritten.clear();
    const writeOne = async ([event, counts]: [string, Counts]) => {
      await messages.react(event, counts).catch((error) => {
        if (isRefusal(error, 'registryDown')) addUnwritten(event, counts);
        throw error;
      });
    };
    return allSettled(batch.map(writeOne));
  };

  const flushing = setInterval(() => {
    send();
    write().catch(onDefect);
  }, flushEveryMs);

  return {
    add(event: string, reaction: Reaction, perspective: string | null): void {
      const all = pending.get(event) ?? new Map<string, Reacted>();
      pending.set(event, all);
      const key = `${reaction}/${perspective}`;
      all.set(key, { reaction, perspective, count: (all.get(key)?.count ?? 0) + 1 });
    },
    close: () => clearInterval(flushing),
  };
}
