import { useState } from 'react';

export type PanelName = 'plan' | 'sync';

/** Which panel stands beside the grid: one at most. The plan comes back when the other one is closed. */
export function usePanels(isPlanUnasked: boolean) {
  const [planWish, setPlanWish] = useState<boolean | null>(null);
  const [isSyncOpen, setSyncOpen] = useState(false);
  const isPlanWished = planWish ?? isPlanUnasked;
  const open: PanelName | null = isSyncOpen ? 'sync' : isPlanWished ? 'plan' : null;
  return {
    open,
    toggle(panel: PanelName) {
      setSyncOpen(panel === 'sync' && open !== 'sync');
      if (panel === 'plan') setPlanWish(open !== 'plan');
    },
    close: () => (open === 'sync' ? setSyncOpen(false) : setPlanWish(false)),
  };
}
