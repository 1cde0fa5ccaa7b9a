import { noticeOf } from '../../shared/refusals.ts';
import { pages } from '../../shared/restApi.ts';
import { inWords } from '../ui/inWords.ts';
import { words } from '../words/words.ts';
import { OnNowCards } from './OnNowCards.tsx';
import { Poster } from './Poster.tsx';

/** A link to an event that is not stored: a wrong one, or an old one. */
export function EventUnknown() {
  return (
    <Poster is="unknown" page={{}} heading={inWords(noticeOf('noSuchEvent')).sentence} below={<OnNowCards except="" />}>
      <p>{words.event.unknownHint}</p>
      <div className="poster-acts">
        <a className="button" href={pages.home}>
          {words.ui.toHome}
        </a>
      </div>
    </Poster>
  );
}
