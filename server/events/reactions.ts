import { isRefusal } from '../../shared/refusals.ts';
import type { Reaction } from '../../shared/talk.ts';
import type { Audience, Messages, WallNow } from './ports.ts';
import { settleAll } from './settleAll.ts';

/** Reactions are told together this often, so that a thousand hands clapping are one notice. */
const tellEveryMs = 500;
/** Events whose counts wait for the registry; those of more are lost. */
const mostWaiting = 1_000;

type Reacted = { reaction: Reaction; perspective: string | null; count: number };
type Counts = Partial<Record<Reaction, number>>;
type Parts = {
  messages: Pick<Messages, 'react'>;
  audience: Audience;
  wallNow: WallNow;
  onFault: (error: unknown) => void;
};

/** What hands do at events: told together, then counted. */
export function createReactions({ messages, audience, wallNow, onFault }: Parts) {
  const pending = new Map<string, Map<string, Reacted>>();
  /** By event, what was told and is not written yet. */
  const uncounted = new Map<string, Counts>();

  const count = (event: string, more: Counts): void => {
    if (!uncounted.has(event) && uncounted.size >= mostWaiting) return;
    const counts = uncounted.get(event) ?? {};
    uncounted.set(event, counts);
    for (const [reaction, number] of Object.entries(more) as [Reaction, number][]) {
      counts[reaction] = (counts[reaction] ?? 0) + number;
    }
  };

  const tell = (): void => {
    const batch = [...pending];
    pending.clear();
    const at = Math.round(wallNow());
    for (const [event, all] of batch) {
      for (const reacted of all.values()) {
        count(event, { [reacted.reaction]: reacted.count });
        for (const role of ['viewer', 'moderator'] as const) audience.tell(role, event, 'reacted', { at, ...reacted });
      }
    }
  };

  const write = (): Promise<void> => {
    const batch = [...uncounted];
    uncounted.clear();
    const writeOne = async ([event, counts]: [string, Counts]) => {
      await messages.react(event, counts).catch((error) => {
        if (isRefusal(error, 'registryDown')) count(event, counts);
        throw error;
      });
    };
    return settleAll(batch.map(writeOne));
  };

  const telling = setInterval(() => {
    tell();
    write().catch(onFault);
  }, tellEveryMs);

  return {
    add(event: string, reaction: Reaction, perspective: string | null): void {
      const all = pending.get(event) ?? new Map<string, Reacted>();
      pending.set(event, all);
      const key = `${reaction}/${perspective}`;
      all.set(key, { reaction, perspective, count: (all.get(key)?.count ?? 0) + 1 });
    },
    close: () => clearInterval(telling),
  };
}
