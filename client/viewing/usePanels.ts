import { useState } from 'react';

export type WatchPanelName = 'plan' | 'sync' | 'talk';

/** At most one panel is open beside the grid. The plan returns when another panel is closed. */
export function usePanels(isPlanOpenByDefault: boolean) {
  const [planChoice, setPlanChoice] = useState<boolean | null>(null);
  const [over, setOver] = useState<Exclude<WatchPanelName, 'plan'> | null>(null);
  const isPlanChosen = planChoice ?? isPlanOpenByDefault;
  const open: WatchPanelName | null = over ?? (isPlanChosen ? 'plan' : null);
  return {
    open,
    toggle(panel: WatchPanelName) {
      setOver(panel === 'plan' || open === panel ? null : panel);
      if (panel === 'plan') setPlanChoice(open !== 'plan');
    },
    close: () => (open === 'plan' ? setPlanChoice(false) : setOver(null)),
  };
}

export type Panels = ReturnType<typeof usePanels>;
