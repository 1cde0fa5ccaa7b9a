import { useState } from 'react';

export type PanelName = 'plan' | 'sync' | 'talk';

/** At most one panel is open beside the grid. The plan returns when another panel is closed. */
export function usePanels(isPlanUnasked: boolean) {
  const [planWish, setPlanWish] = useState<boolean | null>(null);
  const [over, setOver] = useState<Exclude<PanelName, 'plan'> | null>(null);
  const isPlanWished = planWish ?? isPlanUnasked;
  const open: PanelName | null = over ?? (isPlanWished ? 'plan' : null);
  return {
    open,
    toggle(panel: PanelName) {
      setOver(panel === 'plan' || open === panel ? null : panel);
      if (panel === 'plan') setPlanWish(open !== 'plan');
    },
    close: () => (open === 'plan' ? setPlanWish(false) : setOver(null)),
  };
}

export type Panels = ReturnType<typeof usePanels>;
