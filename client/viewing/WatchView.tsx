import './WatchView.css';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { Perspective } from '../../shared/domain.ts';
import { FloatingReactions } from '../talk/FloatingReactions.tsx';
import { lazily } from '../ui/lazily.ts';
import { PartBoundary } from '../ui/PartBoundary.tsx';
import { usePageTitle } from '../ui/usePageTitle.ts';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import { GridStage, type GridStageProps } from './GridStage.tsx';
import { keyActs } from './keyActs.ts';
import type { WatchSession } from './session/watchSession.ts';
import type { SaveNudge } from './synchrony/nudges.ts';
import { useKeys } from './useKeys.ts';
import { useMediaSession } from './useMediaSession.ts';
import { usePanels, type WatchPanelName } from './usePanels.ts';
import { usePhoto } from './usePhoto.ts';
import { useScene } from './useScene.ts';
import { useViewing } from './useViewing.ts';
import { WatchHeader } from './WatchHeader.tsx';

type Props = GridStageProps & {
  session: WatchSession;
  /** The event's id, for links. */
  event: string;
  /** At the left of the bar; the event's title by default. */
  heading?: ReactNode;
  /** At the right of the bar; the link to film by default. */
  links?: ReactNode;
  /** Saves a correction of a tile for everybody; must be a stable function. Viewers have none. */
  saveNudge?: SaveNudge;
};

// The first picture does not wait for what is opened later. That is loaded once the pictures are usually there, so that
// it opens at once, and while the network is away.
const loadAfterMs = 5_000;
const loadPanel = () => import('./WatchPanel.tsx');
const loadReport = () => import('../talk/ReportSheet.tsx');
const loadKeys = () => import('../ui/KeysHelp.tsx');
const WatchPanel = lazily(loadPanel, 'WatchPanel');
const ReportSheet = lazily(loadReport, 'ReportSheet');
const KeysHelp = lazily(loadKeys, 'KeysHelp');
function useLater(): void {
  useEffect(() => {
    const timer = setTimeout(() => void Promise.allSettled([loadPanel(), loadReport(), loadKeys()]), loadAfterMs);
    return () => clearTimeout(timer);
  }, []);
}

const isHere = ({ state }: Perspective) => state !== 'gone';

/** On screens this wide the plan is open beside the grid from the start. */
const isWide = () => matchMedia('(min-width: 1280px)').matches;

/** The grid with its bar and panels, for one session; the pages to watch, to moderate and the demo show it. */
export function WatchView({ session, event, heading, links, saveNudge, ...stageProps }: Props) {
  const title = useValue(session.event)?.title;
  const perspectives = useValue(session.perspectives);
  const here = useMemo(() => perspectives.filter(isHere), [perspectives]);
  const viewing = useViewing(session, here, saveNudge);
  const { focus } = viewing;
  const place = useScene(useValue(session.event), here, viewing.ordered);
  const panels = usePanels(isWide() && (place.scene?.spots.length ?? 0) > 1);
  const acts = keyActs(viewing, place.around);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [reporting, setReporting] = useState<Perspective | null>(null);
  const togglePanel = (panel: WatchPanelName) => {
    // The panel would open behind the full-screen picture.
    viewing.setSolo(false);
    panels.toggle(panel);
  };
  const help = () => setHelpOpen(true);
  const photo = usePhoto(session, viewing.stage);
  useKeys({ ...acts, togglePanel, takePhoto: photo.take, help });
  usePageTitle(title);
  useLater();
  useMediaSession(viewing, title);

  return (
    <div className="watch" data-plan={panels.open === 'plan'} data-role={session.role}>
      <WatchHeader {...{ session, event, viewing, here, panels, photo, heading, links }} onHelp={help} />
      <GridStage
        session={session}
        viewing={viewing}
        describePlace={place.describe.place}
        over={<FloatingReactions talk={session.talk} />}
        onReport={session.role === 'viewer' ? setReporting : undefined}
        {...stageProps}
      />
      <PartBoundary of={panels.open}>
        {panels.open && (
          <WatchPanel
            open={panels.open}
            session={session}
            viewing={viewing}
            place={place}
            focused={viewing.isFocusMarked ? focus : null}
            onStep={acts.step}
            onClose={panels.close}
          />
        )}
      </PartBoundary>
      <PartBoundary of={reporting}>
        {reporting && <ReportSheet talk={session.talk} perspective={reporting} onClose={() => setReporting(null)} />}
      </PartBoundary>
      <PartBoundary of={isHelpOpen}>
        {isHelpOpen && (
          <KeysHelp heading={words.watch.help} keys={words.watch.keys} onClose={() => setHelpOpen(false)} />
        )}
      </PartBoundary>
    </div>
  );
}
