import './WatchView.css';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { Perspective } from '../../shared/domain.ts';
import { useValue } from '../useValue.ts';
import { orderAround, sceneOf } from '../venue/scene.ts';
import { describer } from './describe.ts';
import { KeysHelp } from './KeysHelp.tsx';
import { keyActs } from './keyActs.ts';
import { PlanPanel } from './PlanPanel.tsx';
import { Stage, type StageSlots } from './Stage.tsx';
import { useKeys } from './useKeys.ts';
import { useViewing } from './useViewing.ts';
import { WatchBar } from './WatchBar.tsx';
import type { WatchSession } from './watchSession.ts';

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
const hasRoom = () => matchMedia('(min-width: 1280px)').matches;

/** The grid, its plan and its sound, for one session: what the pages to watch, to moderate and to try are made of. */
export function WatchView({ session, event, heading, links, ...slots }: Props) {
  const known = useValue(session.event);
  const perspectives = useValue(session.perspectives);
  const here = useMemo(() => perspectives.filter(isHere), [perspectives]);
  const scene = useMemo(() => sceneOf(known?.venue ?? null, here), [known, here]);
  const describe = useMemo(() => describer(scene, here), [scene, here]);
  const viewing = useViewing(session, here);
  const { arrangement, arrange, ordered, focus } = viewing;
  const [planWish, setPlanWish] = useState<boolean | null>(null);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const isPlanOpen = planWish ?? (hasRoom() && (scene?.spots.length ?? 0) > 1);
  const around = useMemo(
    () =>
      orderAround(
        scene,
        ordered.map(({ id }) => id),
      ),
    [scene, ordered],
  );
  const acts = keyActs(viewing, around);

  useKeys({ ...acts, help: () => setHelpOpen(true) });
  useEffect(() => {
    if (known) document.title = `${known.title} · Polyscope`;
  }, [known]);

  return (
    <div className="watch" data-plan={isPlanOpen}>
      <WatchBar
        heading={heading ?? <h1>{known?.title ?? '\u00a0'}</h1>}
        count={here.filter(({ state }) => state === 'live').length}
        mode={arrangement.mode}
        onMode={(mode) => arrange({ mode })}
        isPlanOpen={isPlanOpen}
        onPlan={() => setPlanWish(!isPlanOpen)}
        onHelp={() => setHelpOpen(true)}
        event={event}
        links={links}
      />
      <Stage session={session} event={event} viewing={viewing} describePlace={describe.place} {...slots} />
      {isPlanOpen && (
        <PlanPanel
          scene={scene}
          nameOf={describe.name}
          describe={describe.mark}
          focus={viewing.isFocusMarked ? focus : null}
          heard={arrangement.heard}
          onPick={(id) => arrange({ focus: id })}
          onStep={acts.step}
          onClose={() => setPlanWish(false)}
        />
      )}
      {isHelpOpen && <KeysHelp onClose={() => setHelpOpen(false)} />}
    </div>
  );
}
