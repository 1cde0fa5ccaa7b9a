import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Perspective } from '../../../shared/domain.ts';
import { readingOrder, type Wall } from './wallOrder.ts';

export type Choice = {
  chosen: Perspective | null;
  /** Chosen by hand, not only because somebody has to be: on a phone its sheet is open. */
  isOpen: boolean;
  choose(id: string): void;
  close(): void;
  /** The neighbour in reading order. */
  step(by: number): string | null;
  /** On to the next one in line, when this one is dealt with. */
  next(): void;
};

/** Which perspective is looked at; when it leaves, whoever stands in its place. */
export function useChoice(wall: Wall): Choice {
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
    // Whoever comes or goes elsewhere in the line must not put another one under the moderator's hand.
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
      // Else who has been let in stays in view.
      if (at >= 0 && after) setWished(after.id);
      else if (chosen) setWished(chosen.id);
    },
  };
}
