import { KeysHelp } from '../ui/KeysHelp.tsx';
import './WatchView.css';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { Perspective } from '../../shared/domain.ts';
import { pages } from '../../shared/restApi.ts';
import { writeArrangement } from '../grid/arrangement.ts';
import { FloatingReactions } from '../talk/FloatingReactions.tsx';
import { ReportSheet } from '../talk/ReportSheet.tsx';
import { TalkPanel } from '../talk/TalkPanel.tsx';
import { PartBoundary } from '../ui/PartBoundary.tsx';
import { useShareLink } from '../ui/useShareLink.ts';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import { keyActs } from './keyActs.ts';
import { PlanPanel } from './PlanPanel.tsx';
import { Stage, type StageSlots } from './Stage.tsx';
import type { WatchSession } from './session/watchSession.ts';
import { SyncFigure } from './synchrony/SyncFigure.tsx';
import { SyncPanel } from './synchrony/SyncPanel.tsx';
import { useKeys } from './useKeys.ts';
import { usePanels } from './usePanels.ts';
import { useScene } from './useScene.ts';
import { useViewing } from './useViewing.ts';
import { WatchBar } from './WatchBar.tsx';

type Props = StageSlots & {
  session: WatchSession;
  /** The event's id, for the links; the demo has its own. */
  event: string;
  /** At the left of the bar; the event's title unless given. */
  heading?: ReactNode;
  /** At the right of the bar; the link to film unless given. */
  links?: ReactNode;
};

const isHere = ({ state }: Perspective) => state !== 'gone';

/** Wide enough for the plan to stand beside the grid unasked. */
const isWide = () => matchMedia('(min-width: 1280px)').matches;

/** The grid, its plan and its sound, for one session: what the pages to watch, to moderate and to try are made of. */
export function WatchView({ session, event, heading, links, ...slots }: Props) {
  const known = useValue(session.event);
  const perspectives = useValue(session.perspectives);
  const here = useMemo(() => perspectives.filter(isHere), [perspectives]);
  const viewing = useViewing(session, here);
  const { arrangement, arrange, ordered, focus } = viewing;
  const { scene, describe, around } = useScene(known, here, ordered);
  const link = useShareLink(pages.watch(event) + writeArrangement(arrangement, ''));
  const [isHelpOpen, setHelpOpen] = useState(false);
  const panels = usePanels(isWide() && (scene?.spots.length ?? 0) > 1);
  const acts = keyActs(viewing, around);
  const [reporting, setReporting] = useState<Perspective | null>(null);
  const unread = useValue(session.talk.unread);
  const focused = viewing.isFocusMarked ? focus : null;

  useKeys({
    ...acts,
    toggleSync() {
      // The panel would open behind the picture.
      viewing.setSolo(false);
      panels.toggle('sync');
    },
    toggleTalk() {
      viewing.setSolo(false);
      panels.toggle('talk');
    },
    help: () => setHelpOpen(true),
  });
  useEffect(() => {
    if (known) document.title = `${known.title} · Polyscope`;
  }, [known]);

  return (
    <div className="watch" data-plan={panels.open === 'plan'}>
      <WatchBar
        heading={heading ?? <h1>{known?.title ?? '\u00a0'}</h1>}
        count={known && here.filter(({ state }) => state === 'live').length}
        figure={
          <SyncFigure
            grid={session.sync.grid}
            count={here.length}
            isOpen={panels.open === 'sync'}
            onOpen={() => panels.toggle('sync')}
          />
        }
        mode={arrangement.mode}
        onMode={(mode) => arrange({ mode })}
        isPlanOpen={panels.open === 'plan'}
        onPlan={() => panels.toggle('plan')}
        isTalkOpen={panels.open === 'talk'}
        unread={unread}
        onTalk={() => panels.toggle('talk')}
        onHelp={() => setHelpOpen(true)}
        link={link}
        event={event}
        links={links}
      />
      <Stage
        session={session}
        event={event}
        viewing={viewing}
        describePlace={describe.place}
        over={<FloatingReactions talk={session.talk} />}
        onReport={session.role === 'viewer' ? setReporting : undefined}
        {...slots}
      />
      <PartBoundary of={panels.open}>
        {panels.open === 'plan' && (
          <PlanPanel
            scene={scene}
            nameOf={describe.name}
            describe={describe.mark}
            focus={focused}
            heard={arrangement.heard}
            onPick={(id) => arrange({ focus: id })}
            onStep={acts.step}
            onClose={panels.close}
          />
        )}
        {panels.open === 'sync' && (
          <SyncPanel
            sync={session.sync}
            perspectives={ordered}
            nameOf={describe.name}
            mode={arrangement.sync}
            onMode={(sync) => arrange({ sync })}
            nudging={viewing.nudging}
            sharing={session.sharing}
            onClose={panels.close}
          />
        )}
        {panels.open === 'talk' && (
          <TalkPanel
            talk={session.talk}
            perspectives={ordered}
            focus={focused}
            now={session.sync.clock.wallNow}
            onFocus={(id) => arrange({ focus: id })}
            onClose={panels.close}
          />
        )}
      </PartBoundary>
      {reporting && <ReportSheet talk={session.talk} perspective={reporting} onClose={() => setReporting(null)} />}
      {isHelpOpen && <KeysHelp heading={words.watch.help} keys={words.watch.keys} onClose={() => setHelpOpen(false)} />}
    </div>
  );
}
