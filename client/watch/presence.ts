import type { Perspective } from '../../shared/domain.ts';
import { createValue, type Value } from '../value.ts';

/** How long one that has left stays in the list, so that its tile can fade (a little more than `--calm`). */
const fadeMs = 400;

export type Presence = {
  perspectives: Value<readonly Perspective[]>;
  /** The whole list anew; who is not in it has left. */
  replace(present: readonly Perspective[]): void;
  changed(perspective: Perspective): void;
  gone(id: string, forgotten?: (id: string) => void): void;
  close(): void;
};

/** Who is there, in order of arrival; nobody changes places because another comes or goes. */
export function createPresence(): Presence {
  const perspectives = createValue<readonly Perspective[]>([]);
  const fading = new Map<string, ReturnType<typeof setTimeout>>();

  const stay = (id: string) => {
    clearTimeout(fading.get(id));
    fading.delete(id);
  };

  const changed = (perspective: Perspective) => {
    stay(perspective.id);
    perspectives.change((now) =>
      now.some(({ id }) => id === perspective.id)
        ? now.map((each) => (each.id === perspective.id ? perspective : each))
        : [...now, perspective],
    );
  };

  const gone = (id: string, forgotten?: (id: string) => void) => {
    if (fading.has(id)) return;
    perspectives.change((now) => now.map((each) => (each.id === id ? { ...each, state: 'gone' } : each)));
    fading.set(
      id,
      setTimeout(() => {
        fading.delete(id);
        perspectives.change((now) => now.filter((each) => each.id !== id));
        forgotten?.(id);
      }, fadeMs),
    );
  };

  return {
    perspectives,
    changed,
    gone,
    replace(present) {
      const arrivals = [...present].sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1));
      const ids = new Set(present.map(({ id }) => id));
      for (const each of perspectives.get()) if (!ids.has(each.id)) gone(each.id);
      for (const each of arrivals) changed(each);
    },
    close() {
      for (const timer of fading.values()) clearTimeout(timer);
      fading.clear();
    },
  };
}
