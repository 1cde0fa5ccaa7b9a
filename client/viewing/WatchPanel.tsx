import type { Perspective } from '../../shared/domain.ts';
import { TalkPanel } from '../talk/TalkPanel.tsx';
import { PlanPanel } from './PlanPanel.tsx';
import type { WatchSession } from './session/watchSession.ts';
import { SyncPanel } from './synchrony/SyncPanel.tsx';
import type { WatchPanelName } from './usePanels.ts';
import type { useScene } from './useScene.ts';
import type { ViewingState } from './useViewing.ts';

type Props = {
  open: WatchPanelName;
  session: WatchSession;
  viewing: ViewingState;
  place: ReturnType<typeof useScene>;
  /** Focused perspective, if the grid marks one. */
  focused: Perspective['id'] | null;
  onStep(by: 1 | -1): void;
  onClose(): void;
};

/** The panel beside the grid: plan, synchrony or conversation. */
export function WatchPanel({ open, session, viewing, place, focused, onStep, onClose }: Props) {
  const { arrangement, arrange, ordered } = viewing;
  const { scene, describe } = place;
  return (
    <>
      {open === 'plan' && (
        <PlanPanel
          scene={scene}
          nameOf={describe.name}
          describe={describe.marker}
          focus={focused}
          heard={arrangement.heard}
          onPick={(id) => arrange({ focus: id })}
          onStep={onStep}
          onClose={onClose}
        />
      )}
      {open === 'sync' && (
        <SyncPanel
          sync={session.sync}
          perspectives={ordered}
          nameOf={describe.name}
          mode={arrangement.sync}
          onMode={(sync) => arrange({ sync })}
          nudges={viewing.nudges}
          sharing={session.sharing}
          device={viewing.device}
          showsAll={session.showsAll}
          onShowsAll={session.setShowsAll}
          onClose={onClose}
        />
      )}
      {open === 'talk' && (
        <TalkPanel
          talk={session.talk}
          perspectives={ordered}
          focus={focused}
          now={session.sync.clock.wallNow}
          onFocus={(id) => arrange({ focus: id })}
          onClose={onClose}
        />
      )}
    </>
  );
}
