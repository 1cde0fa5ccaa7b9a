import type { Now, WallNow } from '../events/ports.ts';

type Clocks = { now: Now; wallNow: WallNow };
type Seen = { at: number; movedAt: number };

/**
 * Whether somebody still asserts what is stored with a date. The dates of one machine are not believed when its clock,
 * or this one's, was set: what was seen to move a short while ago, on the steady clock, is alive whatever its date says.
 */
export function createHeartbeats({ now, wallNow }: Clocks, lastsMs: number) {
  const seen = new Map<string, Seen>();

  return {
    /** `at`: the date that is stored under this name. */
    isAlive(name: string, at: number): boolean {
      const known = seen.get(name);
      const mine = known?.at === at ? known : { at, movedAt: known ? now() : Number.NEGATIVE_INFINITY };
      seen.set(name, mine);
      // A date that lies far ahead is as wrong as an old one.
      return Math.abs(wallNow() - at) < lastsMs || now() - mine.movedAt < lastsMs;
    },
    /** Forgets all but these. */
    keep(names: ReadonlySet<string>): void {
      for (const name of seen.keys()) if (!names.has(name)) seen.delete(name);
    },
  };
}
