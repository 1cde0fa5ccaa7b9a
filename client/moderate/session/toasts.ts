import type { Explanation } from '../../ui/inWords.ts';
import { createValue, type Value } from '../../value.ts';

/** What came of a move: done, and `entry` to take it back; or refused, and why. */
export type Toast = { id: number; text: string; entry: number | null; refused: Explanation | null };

export type Toasts = {
  shown: Value<readonly Toast[]>;
  say(toast: Omit<Toast, 'id'>): void;
  drop(id: number): void;
  /** Nothing of this line is to be taken back any more. */
  dropEntry(entry: number): void;
  close(): void;
};

/** Long enough to see a mistake and reach for the button. */
const shownMs = 10_000;
const most = 3;

export function createToasts(): Toasts {
  const shown = createValue<readonly Toast[]>([]);
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  let last = 0;

  const drop = (id: number) => {
    clearTimeout(timers.get(id));
    timers.delete(id);
    shown.change((now) => now.filter((each) => each.id !== id));
  };

  return {
    shown,
    say(toast) {
      last += 1;
      const id = last;
      shown.change((now) => [...now, { ...toast, id }].slice(-most));
      timers.set(
        id,
        setTimeout(() => drop(id), shownMs),
      );
    },
    drop,
    dropEntry: (entry) => shown.change((now) => now.filter((each) => each.entry !== entry)),
    close() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
