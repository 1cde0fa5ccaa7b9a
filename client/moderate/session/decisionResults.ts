import type { Explanation } from '../../ui/inWords.ts';
import { createValue, type Value } from '../../value.ts';

/** The result of a decision: done, with the log `entry` for its undo, or refused, and why. */
export type DecisionResult = { id: number; text: string; entry: number | null; refused: Explanation | null };

export type DecisionResults = {
  shown: Value<readonly DecisionResult[]>;
  show(toast: Omit<DecisionResult, 'id'>): void;
  dismiss(id: number): void;
  /** Removes the toast of an entry whose undo has begun. */
  dismissEntry(entry: number): void;
  close(): void;
};

/** Long enough to notice a mistake and reach the undo button. */
const shownMs = 10_000;
const maxShown = 3;

export function createDecisionResults(): DecisionResults {
  const shown = createValue<readonly DecisionResult[]>([]);
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  let last = 0;

  const dismiss = (id: number) => {
    clearTimeout(timers.get(id));
    timers.delete(id);
    shown.change((now) => now.filter((each) => each.id !== id));
  };

  return {
    shown,
    show(toast) {
      last += 1;
      const id = last;
      shown.change((now) => [...now, { ...toast, id }].slice(-maxShown));
      timers.set(
        id,
        setTimeout(() => dismiss(id), shownMs),
      );
    },
    dismiss,
    dismissEntry: (entry) => shown.change((now) => now.filter((each) => each.entry !== entry)),
    close() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
