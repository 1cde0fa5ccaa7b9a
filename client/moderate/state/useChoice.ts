import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Perspective } from '../../../shared/domain.ts';
import { readingOrder, type WallSections } from './wallOrder.ts';

export type ChosenPerspective = {
  chosen: Perspective | null;
  /** Chosen by hand rather than by default; on phones its sheet is open. */
  isOpen: boolean;
  choose(id: string): void;
  close(): void;
  step(by: number): string | null;
  /** Chooses the next waiting perspective once this one has been decided about. */
  next(): void;
};

/** Which perspective is chosen. If it leaves, the one that takes its place on the wall. */
export function useChoice(wall: WallSections): ChosenPerspective {
  const all = useMemo(() => readingOrder(wall), [wall]);
  const [wished, setWished] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const lastIndex = useRef(0);
  const found = all.findIndex(({ id }) => id === wished);
  const index = found >= 0 ? found : Math.min(lastIndex.current, all.length - 1);
  const chosen = all[index] ?? null;
  const chosenId = chosen?.id ?? null;
  useEffect(() => {
    lastIndex.current = Math.max(0, index);
    // Pin the choice by id, so that arrivals and departures elsewhere do not change it.
    setWished(chosenId);
  }, [index, chosenId]);

  const choose = useCallback((id: string) => {
    setWished(id);
    setOpen(true);
  }, []);
  return {
    chosen,
    isOpen: isOpen && chosen !== null,
    choose,
    close: () => setOpen(false),
    step: (by) => all[Math.max(0, Math.min(all.length - 1, index + by))]?.id ?? null,
    next() {
      const { waiting } = wall;
      const at = waiting.findIndex(({ id }) => id === chosen?.id);
      const after = waiting[at + 1] ?? waiting[at - 1];
      // Without anybody waiting, the one that was let in stays chosen.
      if (at >= 0 && after) setWished(after.id);
      else if (chosen) setWished(chosen.id);
    },
  };
}
