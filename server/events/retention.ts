import type { Belongings, EventBook, WallNow } from './ports.ts';

/** How often what is due is looked for. */
const sweepEveryMs = 60_000;
/** What a sweep would find is gone a little later by itself, should no server run then. */
const marginSeconds = 3_600;

type Parts = {
  events: EventBook;
  belongings: Belongings;
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
export function keepRetention({ events, belongings, wallNow, isClockSettled, retentionMs, onFault }: Parts) {
  const sweep = async (): Promise<string[]> => {
    if (!isClockSettled()) return [];
    const due: string[] = [];
    for (const { event, at } of await belongings.touched()) {
      const known = await events.get(event);
      const endedAt = known?.endsAt ?? at;
      const leftMs = endedAt + retentionMs - wallNow();
      if (known && leftMs > 0) await belongings.keep(event, Math.ceil(leftMs / 1_000) + marginSeconds);
      else {
        await belongings.forget(event);
        due.push(event);
      }
    }
    return due;
  };
  const sweeping = setInterval(() => sweep().catch(onFault), sweepEveryMs);
  return { sweep, close: () => clearInterval(sweeping) };
}
