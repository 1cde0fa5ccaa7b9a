import { type ReactNode, useMemo } from 'react';
import type { Perspective } from '../../shared/domain.ts';
import { Grid } from '../grid/Grid.tsx';
import { nameOf } from '../grid/nameOf.ts';
import { Icon } from '../ui/Icon.tsx';
import { lazily } from '../ui/lazily.ts';
import { PartBoundary } from '../ui/PartBoundary.tsx';
import { TryingAgain } from '../ui/TryingAgain.tsx';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import { IntroNote } from './IntroNote.tsx';
import { Shelf } from './Shelf.tsx';
import { OpeningViewNote, StageFoot } from './StageParts.tsx';
import type { WatchSession } from './session/watchSession.ts';
import { useAnnouncement } from './useAnnouncement.ts';
import type { ViewingState } from './useViewing.ts';

const Nobody = lazily(() => import('./Nobody.tsx'), 'Nobody');

export type GridStageProps = {
  /** More buttons for the corner of a tile, of class `tile-tool`. */
  renderTileActions?: (perspective: Perspective) => ReactNode;
  /** Shown while nobody films. */
  empty?: ReactNode;
};

type Props = GridStageProps & {
  session: WatchSession;
  viewing: ViewingState;
  describePlace(id: string): string;
  /** Drawn over the pictures. */
  over?: ReactNode;
  onReport?: ((perspective: Perspective) => void) | undefined;
};

const reportTool = (onReport: (perspective: Perspective) => void) => (perspective: Perspective) => (
  <button
    type="button"
    className="tile-tool tile-report"
    aria-label={words.talk.reportThis(nameOf(perspective))}
    title={words.talk.report}
    onClick={() => onReport(perspective)}
  >
    <Icon name="flag" />
  </button>
);

/** The pictures and everything over them, which is what full screen shows. */
export function GridStage({ session, viewing, describePlace, over, onReport, renderTileActions, empty }: Props) {
  const perspectives = useValue(session.perspectives);
  const known = useValue(session.event);
  const isKnown = known !== null;
  const isCut = useValue(session.connection) === 'interrupted';
  const waitingFor = useValue(session.waitingFor);
  const isTrying = isCut || waitingFor !== null;
  const { arrangement, isSolo, shown, others, pager } = viewing;
  const starved = useValue(session.starved);
  const isAllFrozen = useValue(session.sync.grid.freezes.isAllFrozen);
  const unplayable = useValue(session.unplayable);
  const report = useMemo(() => onReport && reportTool(onReport), [onReport]);
  const announcement = useAnnouncement(perspectives, arrangement.heard);
  return (
    <main className="watch-stage" ref={viewing.stage} data-solo={isSolo}>
      {session.role === 'viewer' && perspectives.length > 0 && !isSolo && <IntroNote />}
      {isKnown && (
        <Grid
          perspectives={shown}
          arrangement={arrangement}
          wished={viewing.device.wished}
          isSolo={isSolo}
          pictureOf={session.pictureOf}
          sync={session.sync}
          starved={starved}
          unplayable={unplayable}
          describePlace={describePlace}
          posters={session.stills}
          volume={viewing.volume}
          onArrange={viewing.arrange}
          onMove={viewing.move}
          onHear={viewing.hear}
          onSolo={viewing.solo}
          onWant={viewing.want}
          onOwnWindow={viewing.toOwnWindow}
          renderTileActions={renderTileActions ?? report}
        />
      )}
      <StageFoot pager={pager} isSoundOffered={viewing.isSoundOffered} onSound={viewing.offerSound} />
      {!isSolo && (
        <Shelf perspectives={others} stills={session.stills} onPick={(id) => viewing.arrange({ focus: id })} />
      )}
      {known && perspectives.length === 0 && <PartBoundary>{empty ?? <Nobody event={known} />}</PartBoundary>}
      {!isKnown && !isTrying && <p className="watch-opening">{words.watch.opening}</p>}
      {over}
      <OpeningViewNote {...viewing.opening} />
      {isTrying && (
        <TryingAgain why={waitingFor} variant={isKnown ? 'beside' : 'middle'} onNow={() => session.retry()} />
      )}
      {!isTrying && isAllFrozen && shown.length > 1 && (
        <p className="watch-frozen" role="status">
          <strong>{words.watch.allFrozen}</strong> {words.watch.checking}
        </p>
      )}
      <p className="unseen" role="status">
        {announcement}
      </p>
    </main>
  );
}
