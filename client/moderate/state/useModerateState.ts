import { useMemo, useState } from 'react';
import type { PerspectiveStatus, Reported } from '../../../shared/conversations/moderator.ts';
import type { Perspective } from '../../../shared/domain.ts';
import { useValue } from '../../useValue.ts';
import type { ModerateSession } from '../session/moderateSession.ts';
import { useChoice } from './useChoice.ts';
import { wallOf } from './wallOrder.ts';

export const panelNames = ['event', 'reports', 'coverage', 'log', 'talk', 'status'] as const;
export type ModeratePanelName = (typeof panelNames)[number];
export type ViewName = 'wall' | 'grid';
/** The open dialog: a confirmation, a text to enter, or the list of keys. */
export type OpenDialog =
  | { is: 'confirm'; action: 'remove' | 'ban'; of: Perspective }
  | { is: 'rename' | 'group'; of: Perspective }
  | { is: 'keys' | 'end' | 'rotate' };

/** Measurements and reports by perspective. */
export type Figures = {
  reports: ReadonlyMap<string, Reported>;
  status: ReadonlyMap<string, PerspectiveStatus>;
};

const keyed = <T extends { perspective: string }>(all: readonly T[]) =>
  new Map(all.map((each) => [each.perspective, each]));

/** Up to this width the panel covers the chosen picture. */
const isCovered = '(max-width: 1099px)';

/** What one moderator sees and has open. */
export function useModerateState(session: ModerateSession) {
  const event = useValue(session.watch.event);
  const perspectives = useValue(session.watch.perspectives);
  const out = useValue(session.out);
  const reports = useValue(session.reports);
  const status = useValue(session.status);
  const me = useValue(session.identity.me);
  const wall = useMemo(() => wallOf(perspectives, out, event?.order), [perspectives, out, event]);
  const choice = useChoice(wall);
  const [panel, setPanel] = useState<ModeratePanelName | null>(null);
  const [view, setView] = useState<ViewName>('wall');
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const [why, setWhy] = useState('');
  const [heard, setHeard] = useState<string | null>(null);
  const figures = useMemo(
    (): Figures => ({ reports: keyed(reports), status: keyed(status?.perspectives ?? []) }),
    [reports, status],
  );
  return {
    session,
    event,
    wall,
    choice,
    figures,
    rights: me?.rights ?? [],
    me: me?.id ?? null,
    panel,
    setPanel,
    togglePanel: (name: ModeratePanelName) => setPanel((now) => (now === name ? null : name)),
    view,
    setView,
    /** Chooses what a panel names, and shows its picture. */
    show(id: string) {
      setView('wall');
      choice.choose(id);
      if (matchMedia(isCovered).matches) setPanel(null);
    },
    dialog,
    setDialog,
    why,
    setWhy,
    heard,
    setHeard,
  };
}

export type ModerateState = ReturnType<typeof useModerateState>;
