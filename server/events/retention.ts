import type { EventStore, PersonalData, WallNow } from './ports.ts';

/** How often what is due is looked for. */
const sweepEveryMs = 60_000;
/** Whoever is there gives a sign of life every few seconds; what had one within this is not swept. */
const isLiveMs = 60_000;
/** What a sweep would find is gone a little later by itself, should no server run then. */
const marginSeconds = 3_600;
/** Said again when it differs by half of that. */
const sayAgainMs = 1_800_000;

type Parts = {
  events: EventStore;
  personalData: PersonalData;
  wallNow: WallNow;
  /** Whether ages by the wall clock are to be believed: it was not stepped a short while ago. */
  isClockSettled: () => boolean;
  /** How long after an event its personal things are kept, ms. */
  retentionMs: number;
  onFault: (error: unknown) => void;
};

/** How long each write of something personal keeps it, s. */
export const keptSeconds = (retentionMs: number) => Math.ceil(retentionMs / 1_000) + marginSeconds;

/** Deletes whatever is personal a set time after an event was closed, or after its last sign of life. */
export function keepRetention({ events, personalData, wallNow, isClockSettled, retentionMs, onFault }: Parts) {
  // When what is there ends by itself, as it was last said: to say it of all keys costs, and the margin allows for some.
  const kept = new Map<string, number>();
  const keep = async (event: string, leftMs: number): Promise<void> => {
    const until = wallNow() + leftMs;
    if (Math.abs(until - (kept.get(event) ?? 0)) < sayAgainMs) return;
    kept.set(event, until);
    await personalData.keep(event, Math.ceil(leftMs / 1_000) + marginSeconds);
  };

  const sweep = async (): Promise<string[]> => {
    if (!isClockSettled()) return [];
    const due: string[] = [];
    for (const { event, at } of await personalData.touched()) {
      const known = await events.get(event);
      const endedAt = known?.endsAt ?? at;
      const leftMs = endedAt + retentionMs - wallNow();
      const isLive = wallNow() - at < isLiveMs && (known?.endsAt ?? null) === null;
      // Also where nobody films: who talks, or moderates, is there.
      if (isLive) await events.renew([event]);
      if (isLive || (known && leftMs > 0)) await keep(event, leftMs);
      else {
        kept.delete(event);
        await personalData.forget(event);
        due.push(event);
      }
    }
    await events.tidy();
    return due;
  };
  const sweeping = setInterval(() => sweep().catch(onFault), sweepEveryMs);
  return { sweep, close: () => clearInterval(sweeping) };
}
