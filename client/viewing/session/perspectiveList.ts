import type { Perspective } from '../../../shared/domain.ts';
import { createValue, type Value } from '../../value.ts';

/** How long one that has left stays in the list, so that its tile can fade (a little more than `--calm`). */
const fadeMs = 400;

export type PerspectiveList = {
  perspectives: Value<readonly Perspective[]>;
  /** The list is on its way: notices that arrive before it are newer. */
  requested(): void;
  /** The whole list; a perspective that is not in it has left. */
  replace(present: readonly Perspective[]): void;
  changed(perspective: Perspective): void;
  gone(id: string): void;
  close(): void;
};

/**
 * The perspectives of an event in order of arrival, so that none changes its position when another comes or goes.
 * `onFaded` is called once the tile of one that has left has faded.
 */
export function createPerspectiveList(onFaded: (id: string) => void): PerspectiveList {
  const perspectives = createValue<readonly Perspective[]>([]);
  const fading = new Map<string, ReturnType<typeof setTimeout>>();
  /** The last notice about each since the list was requested. */
  let newer: Map<string, () => void> | null = null;

  const cancelFading = (id: string) => {
    clearTimeout(fading.get(id));
    fading.delete(id);
  };

  const changed = (perspective: Perspective) => {
    cancelFading(perspective.id);
    perspectives.change((now) =>
      now.some(({ id }) => id === perspective.id)
        ? now.map((each) => (each.id === perspective.id ? perspective : each))
        : [...now, perspective],
    );
  };

  const gone = (id: string) => {
    if (fading.has(id)) return;
    perspectives.change((now) => now.map((each) => (each.id === id ? { ...each, state: 'gone' } : each)));
    fading.set(
      id,
      setTimeout(() => {
        fading.delete(id);
        perspectives.change((now) => now.filter((each) => each.id !== id));
        onFaded(id);
      }, fadeMs),
    );
  };

  return {
    perspectives,
    requested() {
      newer = new Map();
    },
    changed(perspective) {
      newer?.set(perspective.id, () => changed(perspective));
      changed(perspective);
    },
    gone(id) {
      newer?.set(id, () => gone(id));
      gone(id);
    },
    replace(present) {
      const notices = newer;
      newer = null;
      const arrivals = [...present].sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1));
      const ids = new Set(present.map(({ id }) => id));
      for (const each of perspectives.get()) if (!ids.has(each.id)) gone(each.id);
      for (const each of arrivals) changed(each);
      for (const apply of notices?.values() ?? []) apply();
    },
    close() {
      for (const timer of fading.values()) clearTimeout(timer);
      fading.clear();
    },
  };
}

/** Whether its picture should move: it films and is not blacked out, though nothing may come from it just now. */
export const mayMove = (known: Perspective | undefined): boolean =>
  known?.media.video === true && known.state !== 'gone' && !known.curation.blackout;

/** Whether a perspective sends video, as far as the server knows. */
export const isSent = (known: Perspective | undefined): boolean => mayMove(known) && known?.state !== 'stalled';
