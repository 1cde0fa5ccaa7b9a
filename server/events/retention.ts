import type { WallNow } from './ports/clocks.ts';
import type { EventList, EventRecords } from './ports/eventStore.ts';
import type { PersonalData } from './ports/personalData.ts';

/** How often events are checked for personal data that is due to be deleted. */
const sweepEveryMs = 60_000;
/** An event in use has its sign of life renewed every few seconds. */
const inUseMs = 60_000;
/** Personal data expires this much after a sweep would have deleted it, in case no server runs then. */
const marginSeconds = 3_600;
/** The expiry is set again when it differs by half of that margin. */
const setAgainMs = 1_800_000;

type Parts = {
  events: Pick<EventRecords, 'get' | 'renew'> & Pick<EventList, 'tidy'>;
  personalData: PersonalData;
  wallNow: WallNow;
  /** False for a while after the wall clock was stepped: ages cannot be computed from dates then. */
  isWallClockReliable: () => boolean;
  /** How long after an event its personal data is kept, ms. */
  retentionMs: number;
  onDefect: (error: unknown) => void;
};

/** The expiry of each write of personal data, s. */
export const keptSeconds = (retentionMs: number) => Math.ceil(retentionMs / 1_000) + marginSeconds;

/** Deletes an event's personal data a set time after it was closed, or after its last sign of life. */
export function keepRetention({ events, personalData, wallNow, isWallClockReliable, retentionMs, onDefect }: Parts) {
  // By event: the expiry as last set, ms (wall clock). Setting it again for all keys is expensive.
  const expiresAt = new Map<string, number>();
  const keep = async (event: string, leftMs: number): Promise<void> => {
    const until = wallNow() + leftMs;
    if (Math.abs(until - (expiresAt.get(event) ?? 0)) < setAgainMs) return;
    expiresAt.set(event, until);
    await personalData.keep(event, Math.ceil(leftMs / 1_000) + marginSeconds);
  };

  const sweep = async (): Promise<string[]> => {
    if (!isWallClockReliable()) return [];
    const due: string[] = [];
    for (const { event, at } of await personalData.touched()) {
      const known = await events.get(event);
      const endedAt = known?.endsAt ?? at;
      const leftMs = endedAt + retentionMs - wallNow();
      const isInUse = wallNow() - at < inUseMs && (known?.endsAt ?? null) === null;
      // Also if nobody films: chatting and moderating count as use.
      if (isInUse) await events.renew([event]);
      if (isInUse || (known && leftMs > 0)) await keep(event, leftMs);
      else {
        expiresAt.delete(event);
        await personalData.forget(event);
        due.push(event);
      }
    }
    await events.tidy();
    return due;
  };
  const sweeping = setInterval(() => sweep().catch(onDefect), sweepEveryMs);
  return { sweep, close: () => clearInterval(sweeping) };
}
