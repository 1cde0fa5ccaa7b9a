import type { Doors } from '../../shared/domain.ts';
import { pages } from '../../shared/restApi.ts';
import { Code } from '../ui/Code.tsx';
import { Icon } from '../ui/Icon.tsx';
import type { Explanation } from '../ui/inWords.ts';
import { useShareLink } from '../ui/useShareLink.ts';
import { words } from '../words/words.ts';
import { type FilmingStatus, isFilmingOver } from './status.ts';
import { statusInWords } from './statusInWords.ts';

/** The status in one word, and how many watch. */
export function StatusPill({ status }: { status: FilmingStatus }) {
  const { pill, watching } = words.live;
  const { is } = status;
  if (!(is in pill)) return null;
  const text = pill[is as keyof typeof pill];
  return (
    <p className="film-pill" data-is={is}>
      <span className="film-dot" aria-hidden="true" />
      {text}
      {'watching' in status && (
        <span className="film-watching" title={watching(status.watching)}>
          <Icon name="eye" />
          <span aria-hidden="true">{status.watching}</span>
          <span className="unseen">{watching(status.watching)}</span>
        </span>
      )}
      {'isPoor' in status && status.isPoor && (
        <span className="film-poor" title={words.live.poor}>
          <Icon name="warning" />
        </span>
      )}
    </p>
  );
}

/** In these states the message is more important than the picture. */
const inTheMiddle: readonly FilmingStatus['is'][] = [
  'asking',
  'noCamera',
  'connecting',
  'interrupted',
  'still',
  'takenOver',
  'otherEnded',
  'removed',
  'banned',
  'closed',
  'takenBack',
  'notTakenBack',
  'tooMuch',
  'refused',
];

/** A message above the controls. */
export function Banner({ explanation: { sentence, advice } }: { explanation: Explanation }) {
  return (
    <p className="film-strip">
      <strong>{sentence}</strong> {advice}
    </p>
  );
}

type Props = {
  status: FilmingStatus;
  event: string;
  doors: Doors | undefined;
  /** Reason of the last removal or ban; empty if none was given. */
  why: string;
  onComeBack(): void;
  onMine(): void;
};

function next(doors: Doors | undefined): string | null {
  if (doors === 'held') return words.live.heldNext;
  return doors === 'paused' ? words.live.pausedNext : null;
}

/** What can still be done after filming ended. */
function AfterEnd({ event, onMine }: Pick<Props, 'event' | 'onMine'>) {
  return (
    <div className="film-after">
      <button type="button" className="button" data-variant="quiet" onClick={onMine}>
        {words.live.mine.see}
      </button>
      <a className="button" data-variant="quiet" href={pages.watch(event)}>
        {words.live.watch}
      </a>
    </div>
  );
}

function CodeToFilm({ event }: { event: string }) {
  return <Code link={useShareLink(pages.live(event))} />;
}

/** The status in words: in the middle of the screen if there is no picture to see, else above the controls. */
export function StatusMessage({ status, event, doors, why, onComeBack, onMine }: Props) {
  const { is } = status;
  const explanation = statusInWords(status);
  if (!explanation) {
    const text = is === 'ready' ? next(doors) : null;
    return text && <p className="film-strip">{text}</p>;
  }
  if (!inTheMiddle.includes(is)) {
    return (
      <p className="film-strip" data-is={is}>
        <strong>{explanation.sentence}</strong> {explanation.advice}
      </p>
    );
  }
  const act = {
    connecting: words.ui.tryNow,
    interrupted: words.live.comeBack,
    still: words.live.restartCamera,
    noCamera: words.ui.retry,
  };
  return (
    <div className="film-middle">
      <h2>{explanation.sentence}</h2>
      {why && (is === 'removed' || is === 'banned') && <q>{why}</q>}
      <p>{explanation.advice}</p>
      {isFilmingOver(status) && <AfterEnd event={event} onMine={onMine} />}
      {is in act && (
        <button type="button" className="button" onClick={onComeBack}>
          {act[is as keyof typeof act]}
        </button>
      )}
      {is === 'noCamera' && status.fault === 'NotFoundError' && <CodeToFilm event={event} />}
    </div>
  );
}
