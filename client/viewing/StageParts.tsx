import './StageParts.css';
import { Icon } from '../ui/Icon.tsx';
import { words } from '../words/words.ts';
import type { PagerProps } from './usePages.ts';

/** Offers sound: browsers play it only after a tap. */
function SoundPill({ onTap }: { onTap(): void }) {
  return (
    <button type="button" className="sound-pill" onClick={onTap}>
      <Icon name="sound" />
      <span>{words.watch.tapForSound}</span>
    </button>
  );
}

/** Turns pages if an event has more perspectives than the grid shows at once. */
function Pager({ from, to, of, onPage }: PagerProps) {
  return (
    <nav className="pager" aria-label={words.watch.others}>
      <button type="button" aria-label={words.watch.previousPage} onClick={() => onPage(-1)}>
        <Icon name="previous" />
      </button>
      <span>{words.watch.page(from, to, of)}</span>
      <button type="button" aria-label={words.watch.nextPage} onClick={() => onPage(1)}>
        <Icon name="next" />
      </button>
    </nav>
  );
}

type FootProps = { pager: PagerProps; isSoundOffered: boolean; onSound(): void };

/** Below the pictures, so that neither covers a control of a tile. */
export function StageFoot({ pager, isSoundOffered, onSound }: FootProps) {
  const isPaged = pager.to - pager.from + 1 < pager.of;
  if (!isPaged && !isSoundOffered) return null;
  return (
    <div className="stage-foot">
      {isPaged && <Pager {...pager} />}
      {isSoundOffered && <SoundPill onTap={onSound} />}
    </div>
  );
}

type OpeningViewProps = { isOffered: boolean; keep(): void; leave(): void };

/** Says that the arrangement is the one offered by moderators. */
export function OpeningViewNote({ isOffered, keep, leave }: OpeningViewProps) {
  if (!isOffered) return null;
  return (
    <p className="watch-offered">
      {words.talk.offered}
      <button type="button" onClick={leave}>
        {words.talk.ownView}
      </button>
      <button type="button" className="watch-offered-keep" aria-label={words.talk.keepView} onClick={keep}>
        <Icon name="close" />
      </button>
    </p>
  );
}
