import type { ReactNode } from 'react';
import type { Perspective } from '../../shared/domain.ts';
import { pages } from '../../shared/restApi.ts';
import { writeArrangement } from '../grid/arrangement.ts';
import { useShareLink } from '../ui/useShareLink.ts';
import { useValue } from '../useValue.ts';
import type { WatchSession } from './session/watchSession.ts';
import { SyncFigure } from './synchrony/SyncFigure.tsx';
import { useAwake } from './useAwake.ts';
import type { Panels } from './usePanels.ts';
import type { ViewingState } from './useViewing.ts';
import { WatchBar } from './WatchBar.tsx';
import { type Photo, WatchTools } from './WatchTools.tsx';

type Props = {
  session: WatchSession;
  event: string;
  viewing: ViewingState;
  /** Those who are here. */
  here: readonly Perspective[];
  panels: Panels;
  photo: Photo;
  heading: ReactNode;
  links: ReactNode;
  onHelp(): void;
};

/** The bar of one session, with its figures as they are now. */
export function WatchHeader({ session, event, viewing, here, panels, photo, heading, links, onHelp }: Props) {
  const { arrangement, arrange } = viewing;
  const { grid } = session.sync;
  const title = useValue(session.event)?.title;
  const live = here.filter(({ state }) => state === 'live').length;
  const isAllFrozen = useValue(grid.freezes.isAllFrozen);
  const isLive = live > 0 && !isAllFrozen;
  useAwake(isLive);
  return (
    <WatchBar
      heading={heading}
      title={title}
      count={here.length === 0 ? null : live}
      isLive={isLive}
      viewers={useValue(session.viewers)}
      figure={
        <SyncFigure
          grid={grid}
          device={viewing.device}
          isOpen={panels.open === 'sync'}
          onOpen={() => panels.toggle('sync')}
        />
      }
      // Where nobody films, the stage offers that, if it is possible.
      film={here.length > 0 ? event : null}
      links={links}
      tools={
        <WatchTools
          isEmpty={here.length === 0}
          mode={arrangement.mode}
          onMode={(mode) => arrange({ mode })}
          panels={panels}
          unread={useValue(session.talk.unread)}
          photo={photo}
          onHelp={onHelp}
          link={useShareLink(pages.watch(event) + writeArrangement(arrangement, ''))}
        />
      }
    />
  );
}
