import './ModerateView.css';
import './panels/panels.css';
import { type ReactNode, useCallback } from 'react';
import type { Perspective } from '../../shared/domain.ts';
import { PartBoundary } from '../ui/PartBoundary.tsx';
import { SidePanel } from '../ui/SidePanel.tsx';
import { TryingAgain } from '../ui/TryingAgain.tsx';
import { useValue } from '../useValue.ts';
import { WatchView } from '../viewing/WatchView.tsx';
import { words } from '../words/words.ts';
import { Chosen } from './chosen/Chosen.tsx';
import { Dialogs } from './Dialogs.tsx';
import { ModerateBar } from './ModerateBar.tsx';
import { NobodyYet } from './NobodyYet.tsx';
import { CoveragePanel } from './panels/CoveragePanel.tsx';
import { EventPanel } from './panels/EventPanel.tsx';
import { LogPanel } from './panels/LogPanel.tsx';
import { MessagesPanel } from './panels/MessagesPanel.tsx';
import { ReportsPanel } from './panels/ReportsPanel.tsx';
import { StatusPanel } from './panels/StatusPanel.tsx';
import type { ModerateSession } from './session/moderateSession.ts';
import { type ModeratorCommands, moderatorCommandsOf } from './state/moderatorCommands.ts';
import { type ModeratePanelName, type ModerateState, useModerateState } from './state/useModerateState.ts';
import { readingOrder } from './state/wallOrder.ts';
import { Toasts } from './Toasts.tsx';
import { useMediaQuery } from './useMediaQuery.ts';
import { useModerateKeys } from './useModerateKeys.ts';
import { TileActions } from './wall/TileActions.tsx';
import { Wall } from './wall/Wall.tsx';

type Props = { state: ModerateState; commands: ModeratorCommands };

/** Up to this width the chosen perspective opens as a sheet over the wall. */
const isPhone = '(max-width: 699px)';

function OpenPanel({ state, commands }: Props) {
  const { panel, setPanel } = state;
  if (!panel) return null;
  const pages: Record<ModeratePanelName, ReactNode> = {
    event: <EventPanel state={state} />,
    reports: <ReportsPanel state={state} commands={commands} />,
    coverage: <CoveragePanel state={state} />,
    log: <LogPanel state={state} />,
    talk: <MessagesPanel state={state} />,
    status: <StatusPanel state={state} />,
  };
  return (
    <SidePanel
      key={panel}
      name={words.moderate.panels[panel]}
      variant="raised"
      className="panel"
      onClose={() => setPanel(null)}
    >
      <div className="panel-page">
        <PartBoundary>{pages[panel]}</PartBoundary>
      </div>
    </SidePanel>
  );
}

function OnWall({ state, commands, event }: Props & { event: string }) {
  const isNarrow = useMediaQuery(isPhone);
  const isEmpty = readingOrder(state.wall).length === 0;
  return (
    <>
      <main className="moderate-wall">
        <Wall state={state} commands={commands} />
        {isEmpty && state.event && <NobodyYet event={event} isOver={state.event.endsAt !== null} />}
      </main>
      <PartBoundary of={state.choice.chosen}>
        {(!isNarrow || state.choice.isOpen) && <Chosen state={state} commands={commands} />}
      </PartBoundary>
    </>
  );
}

function OnGrid({ state, commands, event }: Props & { event: string }) {
  const { watch } = state.session;
  const saveNudge = useCallback(
    (perspective: string, nudgeMs: number) => watch.ask('nudge', { perspective, nudgeMs }),
    [watch],
  );
  return (
    <WatchView
      session={watch}
      event={event}
      saveNudge={saveNudge}
      heading={<h2 className="moderate-grid-title">{words.moderate.views.grid}</h2>}
      links={<span />}
      empty={<NobodyYet event={event} isOver={state.event?.endsAt != null} />}
      renderTileActions={(perspective: Perspective) => (
        <TileActions perspective={perspective} onAction={commands.act} />
      )}
    />
  );
}

/** The moderators' page: the wall with the chosen perspective, or the grid as viewers see it, and the open panel. */
export function ModerateView({ session, event }: { session: ModerateSession; event: string }) {
  const state = useModerateState(session);
  const commands = moderatorCommandsOf(state);
  useModerateKeys(state, commands);
  const isKnown = useValue(session.watch.event) !== null;
  const isCut = useValue(session.watch.connection) === 'interrupted';
  const waitingFor = useValue(session.watch.waitingFor);
  const isTrying = isCut || waitingFor !== null;
  return (
    <div className="moderate" data-panel={state.panel ?? 'none'} data-view={state.view}>
      <ModerateBar state={state} />
      {state.view === 'wall' ? (
        <OnWall state={state} commands={commands} event={event} />
      ) : (
        <OnGrid state={state} commands={commands} event={event} />
      )}
      <OpenPanel state={state} commands={commands} />
      {!isKnown && !isTrying && <p className="watch-opening">{words.watch.opening}</p>}
      {isTrying && (state.view === 'wall' || !isKnown) && (
        <TryingAgain why={waitingFor} variant={isKnown ? 'beside' : 'middle'} onNow={() => session.watch.retry()} />
      )}
      <Toasts decisions={session.decisions} />
      <Dialogs state={state} />
    </div>
  );
}
