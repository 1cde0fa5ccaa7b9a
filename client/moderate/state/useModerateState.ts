import { useMemo, useState } from 'react';
import type { PerspectiveStatus, Reported } from '../../../shared/conversations/moderator.ts';
import type { Perspective } from '../../../shared/domain.ts';
import { useValue } from '../../useValue.ts';
import type { Room } from '../session/moderateSession.ts';
import { useChoice } from './useChoice.ts';
import { wallOf } from './wallOrder.ts';

export const panelNames = ['event', 'reports', 'coverage', 'log', 'talk', 'status'] as const;
export type PanelName = (typeof panelNames)[number];
export type ViewName = 'wall' | 'grid';
/** What is asked before a move is made, or told on a sheet of its own. */
export type Asking =
  | { is: 'sure'; move: 'remove' | 'ban'; of: Perspective }
  | { is: 'rename' | 'group'; of: Perspective }
  | { is: 'keys' | 'end' | 'rotate' };

/** What cards say beside the perspective itself. */
export type Figures = {
  reports: ReadonlyMap<string, Reported>;
  status: ReadonlyMap<string, PerspectiveStatus>;
};

const keyed = <T extends { perspective: string }>(all: readonly T[]) =>
  new Map(all.map((each) => [each.perspective, each]));

/** What one moderator looks at. */
export function useRoomState(room: Room) {
  const event = useValue(room.session.event);
  const perspectives = useValue(room.session.perspectives);
  const out = useValue(room.out);
  const reports = useValue(room.reports);
  const status = useValue(room.status);
  const me = useValue(room.identity.me);
  const wall = useMemo(() => wallOf(perspectives, out, event?.order), [perspectives, out, event]);
  const choice = useChoice(wall);
  const [panel, setPanel] = useState<PanelName | null>(null);
  const [view, setView] = useState<ViewName>('wall');
  const [asking, setAsking] = useState<Asking | null>(null);
  const [why, setWhy] = useState('');
  const [heard, setHeard] = useState<string | null>(null);
  const figures = useMemo(
    (): Figures => ({ reports: keyed(reports), status: keyed(status?.perspectives ?? []) }),
    [reports, status],
  );
  return {
    room,
    event,
    wall,
    choice,
    figures,
    rights: me?.rights ?? [],
    me: me?.id ?? null,
    panel,
    setPanel,
    togglePanel: (name: PanelName) => setPanel((now) => (now === name ? null : name)),
    view,
    setView,
    asking,
    setAsking,
    why,
    setWhy,
    heard,
    setHeard,
  };
}

export type RoomState = ReturnType<typeof useRoomState>;
