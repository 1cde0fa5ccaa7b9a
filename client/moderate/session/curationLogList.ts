import type { LogEntry } from '../../../shared/curationLog.ts';
import type { ModeratorSession } from './moderatorSession.ts';
import { createRefreshable, type Refreshable } from './refreshable.ts';

/** Merges entries in order and marks those that were undone. */
export function withEntries(now: readonly LogEntry[], more: readonly LogEntry[]): readonly LogEntry[] {
  const byId = new Map([...now, ...more].map((entry) => [entry.id, entry]));
  for (const { id, undoes } of byId.values()) {
    const undone = undoes === null ? undefined : byId.get(undoes);
    if (undone && undone.undoneBy === null) byId.set(undone.id, { ...undone, undoneBy: id });
  }
  return [...byId.values()].sort((a, b) => a.id - b.id);
}

/** The newest entry about a target. */
export function newestAbout(entries: readonly LogEntry[], target: string): LogEntry | null {
  return entries.findLast((entry) => entry.target.id === target) ?? null;
}

/** Until when a sender is muted, ms; 0 if not muted. */
export function mutedUntil(entries: readonly LogEntry[], sender: string): number {
  const last = entries.findLast(({ target }) => target.is === 'sender' && target.id === sender);
  return Number(last?.after.mutedUntil ?? 0);
}

/** The event's log, oldest first: read once, then extended by notices. */
export function createCurationLogList({
  ask,
  onNotice,
}: Pick<ModeratorSession, 'ask' | 'onNotice'>): Refreshable<readonly LogEntry[]> {
  const list: Refreshable<readonly LogEntry[]> = createRefreshable<readonly LogEntry[]>([], async () => {
    const { entries } = await ask('readLog', {});
    // Keep entries that arrived by notice during the request.
    return withEntries(list.value.get(), entries);
  });
  onNotice('logged', (entry) => list.change((now) => withEntries(now, [entry])));
  return list;
}
