import './ModerateView.css';
import type { ReactNode } from 'react';
import type { Perspective } from '../../shared/domain.ts';
import { PartBoundary } from '../ui/PartBoundary.tsx';
import { TryingAgain } from '../ui/TryingAgain.tsx';
import { useValue } from '../useValue.ts';
import { WatchView } from '../viewing/WatchView.tsx';
import { words } from '../words/words.ts';
import { Asked } from './Asked.tsx';
import { Chosen } from './chosen/Chosen.tsx';
import { RoomBar } from './ModerateBar.tsx';
import { NobodyYet } from './NobodyYet.tsx';
import { CoveragePanel } from './panels/CoveragePanel.tsx';
import { EventPanel } from './panels/EventPanel.tsx';
import { LogPanel } from './panels/LogPanel.tsx';
import { TalkPanel } from './panels/MessagesPanel.tsx';
import { Panel } from './panels/Panel.tsx';
import { ReportsPanel } from './panels/ReportsPanel.tsx';
import { StatusPanel } from './panels/StatusPanel.tsx';
import type { Room } from './session/moderateSession.ts';
import { type Acts, actsOf } from './state/actions.ts';
import { type PanelName, type RoomState, useRoomState } from './state/useModerateState.ts';
import { readingOrder } from './state/wallOrder.ts';
import { Toasts } from './Toasts.tsx';
import { useMedia } from './useMedia.ts';
import { useRoomKeys } from './useModerateKeys.ts';
import { TileMoves } from './wall/TileMoves.tsx';
import { Wall } from './wall/Wall.tsx';

type Props = { state: RoomState; acts: Acts };

/** Below this the chosen one comes as a sheet over the wall. */
const isPhone = '(max-width: 699px)';

function OpenPanel({ state, acts }: Props) {
  const { panel, setPanel } = state;
  if (!panel) return null;
  const pages: Record<PanelName, ReactNode> = {
    event: <EventPanel state={state} />,
    reports: <ReportsPanel state={state} acts={acts} />,
    coverage: <CoveragePanel state={state} />,
    log: <LogPanel state={state} />,
    talk: <TalkPanel state={state} />,
    status: <StatusPanel state={state} />,
  };
  return (
    <Panel key={panel} name={words.moderate.panels[panel]} onClose={() => setPanel(null)}>
      <PartBoundary>{pages[panel]}</PartBoundary>
    </Panel>
  );
}

function OnWall({ state, acts, event }: Props & { event: string }) {
  const isNarrow = useMedia(isPhone);
  const isEmpty = readingOrder(state.wall).length === 0;
  return (
    <>
      <main className="room-wall">
        <Wall state={state} acts={acts} />
        {isEmpty && state.event && <NobodyYet event={event} />}
      </main>
      <PartBoundary of={state.choice.chosen}>
        {(!isNarrow || state.choice.isOpen) && <Chosen state={state} acts={acts} />}
      </PartBoundary>
    </>
  );
}

function OnGrid({ state, acts, event }: Props & { event: string }) {
  return (
    <WatchView
      session={state.room.session}
      event={event}
      heading={<h2 className="room-grid-title">{words.moderate.viewsShort.grid}</h2>}
      links={<span />}
      empty={<NobodyYet event={event} />}
      renderTileActions={(perspective: Perspective) => <TileMoves perspective={perspective} onMove={acts.act} />}
    />
  );
}

/** The moderators' room: the wall and the chosen one, or the grid as viewers see it; beside it what else is to be run. */
export function RoomView({ room, event }: { room: Room; event: string }) {
  const state = useRoomState(room);
  const acts = actsOf(state);
  useRoomKeys(state, acts);
  const isKnown = useValue(room.session.event) !== null;
  const isCut = useValue(room.session.connection) === 'interrupted';
  const waitingFor = useValue(room.session.waitingFor);
  const isTrying = isCut || waitingFor !== null;
  return (
    <div className="room" data-panel={state.panel ?? 'none'} data-view={state.view}>
      <RoomBar state={state} />
      {state.view === 'wall' ? (
        <OnWall state={state} acts={acts} event={event} />
      ) : (
        <OnGrid state={state} acts={acts} event={event} />
      )}
      <OpenPanel state={state} acts={acts} />
      {!isKnown && !isTrying && <p className="watch-opening">{words.watch.opening}</p>}
      {isTrying && (state.view === 'wall' || !isKnown) && (
        <TryingAgain why={waitingFor} variant={isKnown ? 'beside' : 'middle'} onNow={() => room.session.retry()} />
      )}
      <Toasts making={room.making} />
      <Asked state={state} />
    </div>
  );
}
