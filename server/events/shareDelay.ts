import type { Audience } from './ports/audience.ts';

/** Identifies one viewer who shares: an object that nobody else has. */
export type Sharer = object;

/**
 * Viewers near each other agree on one grid delay, the largest that any of them needs (after RFC 7272, with the slowest
 * as master). A viewer's need counts until it is withdrawn.
 */
export function createShareDelay(audience: Audience) {
  const needs = new Map<string, Map<Sharer, number>>();

  const agreed = (event: string): number | null => {
    const all = needs.get(event);
    return all ? Math.max(...all.values()) : null;
  };

  const changeIn = (event: string, change: (all: Map<Sharer, number>) => void): number | null => {
    const before = agreed(event);
    const all = needs.get(event) ?? new Map<Sharer, number>();
    change(all);
    if (all.size > 0) needs.set(event, all);
    else needs.delete(event);
    const delayMs = agreed(event);
    if (delayMs !== before) {
      for (const role of ['viewer', 'moderator'] as const) audience.tell(role, event, 'delayShared', { delayMs });
    }
    return delayMs;
  };

  return {
    /** `neededMs`: this viewer's need; null leaves. Returns the agreed delay, ms; null if nobody shares. */
    share: (event: string, sharer: Sharer, neededMs: number | null): number | null =>
      changeIn(event, (all) => (neededMs === null ? all.delete(sharer) : all.set(sharer, neededMs))),
  };
}

export type ShareDelay = ReturnType<typeof createShareDelay>;
