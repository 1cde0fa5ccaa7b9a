import './StageParts.css';
import { Icon } from '../ui/Icon.tsx';
import { words } from '../words/words.ts';
import type { PagerProps } from './usePages.ts';

/** Offers sound: browsers play it only after a tap. */
export function SoundPill({ isShown, onTap }: { isShown: boolean; onTap(): void }) {
  if (!isShown) return null;
  return (
    <button type="button" className="sound-pill" onClick={onTap}>
      <Icon name="sound" />
      <span>{words.watch.tapForSound}</span>
    </button>
  );
}

/** Turns pages if an event has more perspectives than the grid shows at once. */
export function Pager({ from, to, of, onPage }: PagerProps) {
  if (to - from + 1 >= of) return null;
  return (
    <nav className="pager" aria-label={words.watch.grid}>
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
