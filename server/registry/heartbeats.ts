import type { Now, WallNow } from '../events/ports/clocks.ts';

type Clocks = { now: Now; wallNow: WallNow };

/**
 * Whether a server still renews a stored date (ms, wall clock). A date is compared with the wall clock once, when it is
 * first read; from then on its age is measured by the steady clock. So a step of a machine's clock makes neither a live
 * entry look old nor an old one live.
 */
export function createHeartbeats({ now, wallNow }: Clocks, timeoutMs: number) {
  /** By name: the stored date, and when it was written, on the steady clock. */
  const known = new Map<string, { at: number; writtenAt: number; isOwn: boolean }>();

  const writtenAt = (at: number, hasChanged: boolean) => {
    const ageMs = wallNow() - at;
    // A date far in the future is as wrong as an old one; but if it changes, somebody is writing it.
    if (Math.abs(ageMs) >= timeoutMs) return hasChanged ? now() : Number.NEGATIVE_INFINITY;
    return now() - Math.max(0, ageMs);
  };

  return {
    /** This process has written this date. */
    wrote(name: string, at: number): void {
      known.set(name, { at, writtenAt: now(), isOwn: true });
    },
    /** The date that this process wrote last; null if another process has written since. */
    ownDate(name: string): number | null {
      const entry = known.get(name);
      return entry?.isOwn ? entry.at : null;
    },
    /** `at`: the stored date. */
    isAlive(name: string, at: number): boolean {
      let entry = known.get(name);
      if (entry?.at !== at) {
        entry = { at, writtenAt: writtenAt(at, entry !== undefined), isOwn: false };
        known.set(name, entry);
      }
      return now() - entry.writtenAt < timeoutMs;
    },
    /** Drops all other names. */
    retain(names: ReadonlySet<string>): void {
      for (const name of known.keys()) if (!names.has(name)) known.delete(name);
    },
  };
}
