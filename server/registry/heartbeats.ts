import type { Now, WallNow } from '../events/ports/clocks.ts';

type Clocks = { now: Now; wallNow: WallNow };

/**
 * Whether somebody still asserts what is stored with a date. A date is believed once, when it is first read: from then on
 * its age is of the steady clock. So no step of any machine's clock makes what lives look old, nor what is over new.
 */
export function createHeartbeats({ now, wallNow }: Clocks, lastsMs: number) {
  /** The date that is stored under a name, and when that was written, on the steady clock. */
  const seen = new Map<string, { at: number; writtenAt: number; isOwn: boolean }>();

  const writtenAt = (at: number, isMoving: boolean) => {
    const ageMs = wallNow() - at;
    // A date that lies far ahead is as wrong as an old one; but where it moves somebody writes it.
    if (Math.abs(ageMs) >= lastsMs) return isMoving ? now() : Number.NEGATIVE_INFINITY;
    return now() - Math.max(0, ageMs);
  };

  return {
    /** This process stores this date under this name. */
    wrote(name: string, at: number): void {
      seen.set(name, { at, writtenAt: now(), isOwn: true });
    },
    /** The date that this process stored under a name last, as far as it knows of no other. */
    ownDate(name: string): number | null {
      const known = seen.get(name);
      return known?.isOwn ? known.at : null;
    },
    /** `at`: the date that is stored under this name. */
    isAlive(name: string, at: number): boolean {
      let known = seen.get(name);
      if (known?.at !== at) {
        known = { at, writtenAt: writtenAt(at, known !== undefined), isOwn: false };
        seen.set(name, known);
      }
      return now() - known.writtenAt < lastsMs;
    },
    /** Forgets all but these. */
    keep(names: ReadonlySet<string>): void {
      for (const name of seen.keys()) if (!names.has(name)) seen.delete(name);
    },
  };
}
